import * as z from 'zod/mini';

import { maybeNumber, maybeString } from '../leaves.js';
import type { EngineHeaders } from './engine.js';
import type { DockerEngine } from './schema.js';

/** `GET /info`. The versions stand in the headers of every answer: `/version` would start three programs for them. */
export const infoSchema = z.object({
  ServerVersion: maybeString,
  OperatingSystem: maybeString,
  OSType: maybeString,
  Architecture: maybeString,
  KernelVersion: maybeString,
  NCPU: maybeNumber,
  MemTotal: maybeNumber,
  Driver: maybeString,
  CgroupVersion: maybeString,
});

export type EngineInfo = z.output<typeof infoSchema>;

/** What is known of the engine and its machine. @param kernel release of the kernel under this process. */
export function engineOf(host: string, info: EngineInfo | undefined, seen: EngineHeaders, kernel: string): DockerEngine {
  return {
    ServerVersion: info?.ServerVersion ?? /^Docker\/(\S+)/.exec(seen.server ?? '')?.[1],
    ApiVersion: seen.apiVersion,
    OperatingSystem: info?.OperatingSystem,
    OSType: info?.OSType ?? seen.osType,
    Architecture: info?.Architecture,
    NCPU: info?.NCPU,
    MemTotal: info?.MemTotal,
    Driver: info?.Driver,
    CgroupVersion: info?.CgroupVersion,
    Host: host,
    Local: isLocal(host, info, kernel),
  };
}

/**
 * Docker Desktop, Colima and their like answer on a local socket or on the loopback from a machine of their own:
 * their kernel is another one. An engine that tells no kernel is believed to be where its socket is.
 */
function isLocal(host: string, info: EngineInfo | undefined, kernel: string): boolean {
  const near = host.startsWith('unix://') || /^tcp:\/\/(localhost|127\.[\d.]+|\[::1\]):/.test(host);
  const known = info?.KernelVersion;
  if (!near || info?.OperatingSystem === 'Docker Desktop') return false;
  return known ? known === kernel : host.startsWith('unix://');
}
