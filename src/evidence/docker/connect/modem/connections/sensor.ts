import { Agent } from 'node:http';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';

import type { EngineChoice, Endpoint } from '../../endpoint.js';

/** Enough to keep a two-core engine busy. */
const SOCKETS = 6;
/** Each is a process of `ssh`, and sshd starts to refuse at ten (MaxStartups). */
const SSH_SOCKETS = 4;

/** The connections that the modem asks over, whatever the endpoint is. */
export function agentFor(endpoint: Endpoint, env: EngineChoice['env']): Agent {
  const maxSockets = endpoint.address.kind === 'ssh' ? SSH_SOCKETS : SOCKETS;
  // An empty server name keeps Node from finding out whether "docker" is an IPv6 address: 4 ms for nothing, TLS is made below.
  const options = { keepAlive: true, maxSockets, maxFreeSockets: maxSockets, servername: '' };
  return Object.assign(new Agent(options), {
    createConnection: (_: unknown, connected: Connected) => openConnection(endpoint, env, connected),
  });
}

type Connected = (error: Error | null, socket?: Duplex) => void;

function openConnection({ address, tls }: Endpoint, env: EngineChoice['env'], connected: Connected): Duplex | undefined {
  if (address.kind === 'socket') return connect({ path: address.path });
  if (address.kind === 'tcp' && tls === undefined) return connect({ host: address.host, port: address.port });
  const opening =
    address.kind === 'tcp'
      ? import('../../tls/sensor.js').then(({ connectTls }) => connectTls(address, tls ?? { verify: true }))
      : import('../../ssh/sensor.js').then(({ connectSsh }) => connectSsh(address, env));
  opening.then(
    (socket) => connected(null, socket),
    (error: unknown) => connected(error instanceof Error ? error : new Error(String(error))),
  );
  return undefined;
}
