import { connect, type NetConnectOpts, type Socket } from 'node:net';

/** One for all: what comes is copied out of it before anybody else can write. */
const LANDING = new Uint8Array(64 * 1024);

/** A socket that hands what comes straight to `take`: Node's streams in between would take more of a short run than the network. */
export const plainSocket = (to: NetConnectOpts, take: (chunk: Buffer) => void): Socket =>
  connect({ ...to, onread: { buffer: LANDING, callback: (length, landed) => { take(Buffer.from(landed.subarray(0, length))); return true; } } });
