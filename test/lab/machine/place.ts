import { join } from 'node:path';

/** Where everything the lab makes is kept: the engine's data, binaries, downloads, the stacks' folders. */
export const LAB = process.env['K2DOCTOR_LAB'] ?? '/var/cache/k2doctor-lab';

/** The only engine the lab talks to: whatever answers here, or the one it starts here. */
export const SOCKET = '/var/run/docker.sock';

export const inLab = (...parts: readonly string[]) => join(LAB, ...parts);

/**
 * The environment of every program the lab starts. It is short on purpose: DOCKER_HOST, COMPOSE_FILE and the like
 * of whoever runs the suite must not decide what a stack is.
 */
export const ENVIRONMENT: Readonly<Record<string, string>> = {
  PATH: process.env['PATH'] ?? '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  HOME: process.env['HOME'] ?? '/root',
  LANG: 'C.UTF-8',
};

/** What a program that downloads may need of the machine's own settings: proxies, certificates, an index for pip. */
export const NETWORK: Readonly<Record<string, string | undefined>> = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => /^PIP_|^(https?|no)_proxy$|^SSL_CERT_/i.test(name)),
);
