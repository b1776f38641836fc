import { EngineAddressError } from '../engine-error.js';
import { readContext, readDockerConfig, readTls, type DockerConfig, type ReadFile } from './context-store.js';
import { formatAddress, parseHost, type Address } from './host.js';
import type { Tls } from './tls.js';

/** How the user named the engine. */
export interface EngineChoice {
  /** `-H`. */
  readonly host?: string;
  /** `-c`. */
  readonly context?: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  readonly readFile: ReadFile;
}

export interface Endpoint {
  readonly address: Address;
  /** Only ever with `tcp`. */
  readonly tls?: Tls;
  /** The address without credentials. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  /** `DOCKER_API_VERSION`. */
  readonly apiVersion?: string;
}

const DEFAULT_CONTEXT = 'default';

/**
 * The engine that `docker` would talk to: `-c`, `-H`, DOCKER_HOST, DOCKER_CONTEXT, the current context, the default
 * socket, first come first served (docker/cli 29, `resolveContextName` in cli/command/cli.go).
 */
export function chooseEndpoint(choice: EngineChoice): Endpoint {
  if (choice.host !== undefined && (choice.context ?? '') !== '') throw new EngineAddressError('--host and --context exclude each other');
  const folder = choice.env['DOCKER_CONFIG'] || `${choice.home}/.docker`;
  const config = readDockerConfig(folder, choice.readFile);
  const context = contextName(choice, config);
  return context === DEFAULT_CONTEXT ? defaultEndpoint(choice, folder, config) : contextEndpoint(context, choice, folder, config);
}

/** An empty variable counts as unset, as in Docker. */
function contextName({ context, host, env }: EngineChoice, config: DockerConfig): string {
  if (context) return context;
  if (host !== undefined || env['DOCKER_HOST']) return DEFAULT_CONTEXT;
  return env['DOCKER_CONTEXT'] || config.currentContext || DEFAULT_CONTEXT;
}

function contextEndpoint(name: string, choice: EngineChoice, folder: string, config: DockerConfig): Endpoint {
  const { host, tls } = readContext(name, folder, choice.readFile);
  return endpoint(parseHost(host), tls, choice, config);
}

/** TLS comes from DOCKER_TLS_VERIFY (any value) or DOCKER_TLS, its files from DOCKER_CERT_PATH or Docker's folder (cli/flags/options.go). */
function defaultEndpoint(choice: EngineChoice, folder: string, config: DockerConfig): Endpoint {
  const { env, readFile } = choice;
  const verify = Boolean(env['DOCKER_TLS_VERIFY']);
  const withTls = verify || Boolean(env['DOCKER_TLS']);
  const address = parseHost(choice.host ?? env['DOCKER_HOST'] ?? '', withTls);
  if (!withTls || address.kind !== 'tcp') return endpoint(address, undefined, choice, config);

  const certPath = env['DOCKER_CERT_PATH'] || folder;
  const tls = readTls(certPath, readFile);
  if (tls?.ca === undefined) throw new EngineAddressError(`TLS was asked for, but there is no readable ${certPath}/ca.pem: see DOCKER_CERT_PATH`);
  return endpoint(address, { ...tls, verify }, choice, config);
}

function endpoint(address: Address, tls: Tls | undefined, { env }: EngineChoice, { headers }: DockerConfig): Endpoint {
  const apiVersion = env['DOCKER_API_VERSION'];
  return {
    address,
    target: formatAddress(address),
    headers,
    ...(tls === undefined || address.kind !== 'tcp' ? {} : { tls }),
    ...(apiVersion ? { apiVersion } : {}),
  };
}
