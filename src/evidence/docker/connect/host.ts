import { EngineAddressError } from '../engine-error.js';

/** Where an engine listens, as a Docker host string says it. */
export type Address =
  | { readonly kind: 'socket'; readonly path: string }
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number; readonly prefix: string }
  | { readonly kind: 'ssh'; readonly user?: string; readonly host: string; readonly port?: string; readonly path?: string };

const DEFAULT_SOCKET = '/var/run/docker.sock';
const DEFAULT_PIPE = '//./pipe/docker_engine';
const DEFAULT_TCP_HOST = 'localhost';
const DEFAULT_TCP_PORT = 2375;
const DEFAULT_TLS_PORT = 2376;
const HIGHEST_PORT = 65_535;

/** Reads `-H` or `DOCKER_HOST` as docker/cli 29 does (opts/hosts.go, cli/connhelper/ssh/ssh.go). */
export function parseHost(text: string, tls = false): Address {
  const host = text.trim();
  if (host === '') return tls ? tcp(DEFAULT_TCP_HOST, DEFAULT_TLS_PORT, '') : { kind: 'socket', path: DEFAULT_SOCKET };

  const [, scheme = 'tcp', rest = host] = /^([^:]*):\/\/([\s\S]*)$/.exec(host) ?? [];
  switch (scheme) {
    case 'unix':
    case 'npipe':
      return socketAddress(scheme, rest);
    case 'tcp':
      return tcpAddress(rest);
    case 'ssh':
      return sshAddress(host);
    default:
      throw new EngineAddressError(`"${withoutCredentials(host)}" is no Docker host: it must begin with unix://, tcp:// or ssh://`);
  }
}

/** The address as people write it, free of credentials. */
export function formatAddress(address: Address): string {
  switch (address.kind) {
    case 'socket':
      return address.path.startsWith('//') ? `npipe://${address.path}` : `unix://${address.path}`;
    case 'tcp':
      return `tcp://${hostAndPort(address)}${address.prefix}`;
    case 'ssh': {
      const user = address.user === undefined ? '' : `${address.user}@`;
      return `ssh://${user}${address.host}${address.port === undefined ? '' : `:${address.port}`}`;
    }
  }
}

export const hostAndPort = ({ host, port }: { readonly host: string; readonly port: number }): string =>
  `${host.includes(':') ? `[${host}]` : host}:${String(port)}`;

function socketAddress(scheme: 'unix' | 'npipe', path: string): Address {
  if (path.includes('://')) throw new EngineAddressError(`"${withoutCredentials(path)}" is no path of a ${scheme}:// host`);
  return { kind: 'socket', path: path === '' ? (scheme === 'unix' ? DEFAULT_SOCKET : DEFAULT_PIPE) : path };
}

function tcpAddress(text: string): Address {
  const match = /^(?:\[([0-9a-fA-F:.]+(?:%[\w.-]+)?)\]|([\w.-]*))(?::(\d*))?(\/[^\s?#]*)?$/.exec(text);
  const port = Number(match?.[3] === undefined || match[3] === '' ? DEFAULT_TCP_PORT : match[3]);
  if (match === null || port > HIGHEST_PORT) throw new EngineAddressError(`"${withoutCredentials(text)}" is no Docker host: expected tcp://HOST:PORT`);
  const [, six = '', name = '', , prefix = ''] = match;
  return tcp(six || name || DEFAULT_TCP_HOST, port, prefix.replace(/\/+$/, ''));
}

const tcp = (host: string, port: number, prefix: string): Address => ({ kind: 'tcp', host, port, prefix });

function sshAddress(text: string): Address {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || url.hostname === '' || url.hostname.startsWith('-') || url.username.startsWith('-'))
    throw new EngineAddressError(`"${withoutCredentials(text)}" is no Docker host: expected ssh://USER@HOST`);
  if (url.password !== '') throw new EngineAddressError('a Docker host ssh://USER:PASSWORD@HOST is not supported: use a key');
  if (url.search !== '' || url.hash !== '')
    throw new EngineAddressError(`"${withoutCredentials(text)}" is no Docker host: ssh:// takes no query and no fragment`);
  return {
    kind: 'ssh',
    host: url.hostname.replace(/^\[|\]$/g, ''),
    ...(url.username === '' ? {} : { user: decodeURIComponent(url.username) }),
    ...(url.port === '' ? {} : { port: url.port }),
    ...(url.pathname.replaceAll('/', '') === '' ? {} : { path: decodeURIComponent(url.pathname) }),
  };
}

const withoutCredentials = (text: string) => text.replace(/(^|:\/\/)[^/@]*:[^/]*@/, '$1…@');
