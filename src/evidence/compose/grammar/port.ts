import { clip } from './clip.js';
import { isIpAddress } from './ip-address.js';

/** One published or exposed port, in the long form of Compose. */
export interface PortConfig {
  readonly mode: string;
  readonly host_ip?: string;
  readonly target: number;
  /** A number or a range "8080-8090", as text. */
  readonly published?: string;
  readonly protocol: string;
}

export class PortError extends Error {
  override readonly name = 'PortError';
}

interface Range {
  readonly first: number;
  readonly last: number;
}

/**
 * Reads `[[ip:]published:]target[/protocol]`. Two ranges of one length are paired, a range before a
 * single target stays a range. The order is Compose's: sorted as text, so 1, 10, 2. From go-connections
 * v0.4.0 (nat.ParsePortSpec) and compose-go v2.9.1; v0.5.0 and later also take an IPv6 address
 * without brackets. A range may make 65536 entries: whoever reads many bounds them. Throws PortError.
 */
export function parseShortPort(text: string): PortConfig[] {
  const parts = text.split(':');
  const [containerPort, protocol] = splitProtocol(parts.at(-1) ?? '');
  const hostPort = parts.at(-2) ?? '';
  const hostIp = readHostIp(parts.slice(0, -2).join(':'));
  if (containerPort === '') throw new PortError(`No port specified: ${clip(text)}<empty>`);

  const target = parseRange(containerPort);
  if (!target) throw new PortError(`Invalid containerPort: ${clip(containerPort)}`);
  const published = hostPort === '' ? undefined : parseRange(hostPort);
  if (hostPort !== '' && !published) throw new PortError(`Invalid hostPort: ${clip(hostPort)}`);
  if (published && lengthOf(published) !== lengthOf(target) && lengthOf(target) > 1) {
    throw new PortError(`Invalid ranges specified for container and host Ports: ${clip(containerPort)} and ${clip(hostPort)}`);
  }
  if (!['tcp', 'udp', 'sctp'].includes(protocol)) throw new PortError(`Invalid proto: ${clip(protocol)}`);
  return expand(target, published, hostIp, protocol);
}

function expand(target: Range, published: Range | undefined, hostIp: string, protocol: string): PortConfig[] {
  const single = target.first === target.last;
  return Array.from({ length: lengthOf(target) }, (_, at) => String(target.first + at))
    .sort(byText)
    .map((port) => ({
      mode: 'ingress',
      ...(hostIp === '' ? {} : { host_ip: hostIp }),
      target: Number(port),
      ...(published ? { published: single ? rangeText(published) : String(published.first + Number(port) - target.first) } : {}),
      protocol,
    }));
}

function splitProtocol(text: string): readonly [string, string] {
  const [port = '', protocol = ''] = text.split('/');
  return [port, protocol === '' ? 'tcp' : protocol.toLowerCase()];
}

/** The address without its brackets. */
function readHostIp(text: string): string {
  const bracketed = /^\[([^[\]]*)\]$/.exec(text);
  const address = bracketed?.[1] ?? text;
  if (bracketed === null && text.includes(':')) {
    throw new PortError(`Invalid ip address ${clip(text)}: too many colons in address, an IPv6 one stands in brackets`);
  }
  if (address !== '' && !isIpAddress(address)) throw new PortError(`Invalid ip address: ${clip(address)}`);
  return address;
}

/** "80" or "80-81"; what follows a second dash does not count, as in go-connections. */
function parseRange(text: string): Range | undefined {
  const [start = '', end = start] = text.split('-');
  const first = parsePort(start);
  const last = parsePort(end);
  return first === undefined || last === undefined || last < first ? undefined : { first, last };
}

function parsePort(text: string): number | undefined {
  if (!/^\d+$/.test(text)) return undefined;
  const port = Number(text);
  return port <= 65_535 ? port : undefined;
}

const lengthOf = ({ first, last }: Range): number => last - first + 1;

const rangeText = ({ first, last }: Range): string => (first === last ? String(first) : `${first}-${last}`);

const byText = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
