import type { DockerContainer, DockerEvidence } from '#evidence/docker/schema.js';

export interface FakeContainer {
  readonly name: string;
  readonly id?: string;
  readonly service?: string;
  readonly hostname?: string;
  readonly command?: readonly string[];
  readonly env?: readonly string[];
  readonly image?: string;
  readonly ip?: string;
  readonly aliases?: readonly string[];
  /** Published: container port -> host port, or [ip, port]. */
  readonly ports?: Readonly<Record<number, number | readonly [string, number]>>;
  readonly status?: string;
  readonly networkMode?: string;
}

/** A container as `inspect` would show it, with what the Spark sensors look at. */
export function container({ name, id = `${name}0000000000000000`, service, hostname = id.slice(0, 12), command = [], env = [], image = 'lab/spark:3.5.3', ip, aliases = [], ports = {}, status = 'running', networkMode = 'k2_k2' }: FakeContainer): DockerContainer {
  const bindings = Object.entries(ports).map(([port, host]) => {
    const [HostIp, HostPort] = typeof host === 'number' ? ['127.0.0.1', host] : host;
    return [`${port}/tcp`, [{ HostIp, HostPort: String(HostPort) }]] satisfies [string, object[]];
  });
  return {
    Id: id,
    Name: `/${name}`,
    Created: '2026-11-22T20:33:00Z',
    State: { Status: status, Running: status === 'running' || status === 'paused', Paused: status === 'paused' },
    Config: { Hostname: hostname, Cmd: [...command], Env: [...env], Image: image, Labels: service === undefined ? {} : { 'com.docker.compose.service': service } },
    HostConfig: { NetworkMode: networkMode },
    NetworkSettings: { Ports: Object.fromEntries(bindings), Networks: ip === undefined ? {} : { k2_k2: { IPAddress: ip, Aliases: [...aliases] } } },
  };
}

/** Not local by default: then only published ports lead to a container, and no test knocks at real addresses. */
export function dockerEvidence(containers: readonly FakeContainer[], { host = 'unix:///var/run/docker.sock', local = false, neighbours = [] }: { readonly host?: string; readonly local?: boolean; readonly neighbours?: readonly FakeContainer[] } = {}): DockerEvidence {
  return { engine: { Host: host, Local: local }, containers: containers.map(container), images: {}, networks: [], neighbours: neighbours.map(container), gaps: [] };
}
