import * as z from 'zod/mini';

import { maybeNumber, maybeString, number, string } from '../leaves.js';
import type { DockerContainer, DockerEngine, DockerEvidence } from '../docker/schema.js';

/** What `GET /containers/json` says of a container (API 1.41): enough to ask its ports, long before it is inspected. */
const rowSchema = z.object({
  Id: string,
  Names: z.array(string),
  Image: string,
  Command: maybeString,
  State: string,
  Status: maybeString,
  Labels: z.nullish(z.record(string, string)),
  Ports: z.nullish(
    z.array(z.object({ IP: maybeString, PrivatePort: number, PublicPort: maybeNumber, Type: maybeString })),
  ),
  HostConfig: z.nullish(z.object({ NetworkMode: maybeString })),
  NetworkSettings: z.nullish(
    z.object({ Networks: z.nullish(z.record(string, z.nullish(z.object({ IPAddress: maybeString, GlobalIPv6Address: maybeString })))) }),
  ),
});

type Row = z.output<typeof rowSchema>;

/**
 * The list as Docker evidence, so that `observeSparkMaster` can begin before the inspections are in. It knows no
 * environment, no entrypoint and no alias: a master that it does not lead to is looked for again later.
 * Rows that cannot be read are left out.
 */
export function listedContainers(rows: readonly unknown[], engine: DockerEngine): DockerEvidence {
  const containers = rows.flatMap((row) => {
    const parsed = rowSchema.safeParse(row);
    return parsed.success ? [containerOf(parsed.data)] : [];
  });
  return { engine, containers, images: {}, networks: [], neighbours: [], gaps: [] };
}

function containerOf(row: Row): DockerContainer {
  return {
    Id: row.Id,
    Name: row.Names.find((name) => name.lastIndexOf('/') === 0) ?? `/${row.Id.slice(0, 12)}`,
    Created: '',
    State: { Status: row.State, Running: row.State === 'running' || row.State === 'paused', Paused: row.State === 'paused' },
    Config: { Image: row.Image, Cmd: row.Command === undefined || row.Command === null ? [] : [row.Command], Labels: row.Labels },
    HostConfig: { NetworkMode: row.HostConfig?.NetworkMode },
    NetworkSettings: { Ports: bindingsOf(row.Ports ?? []), Networks: row.NetworkSettings?.Networks },
  };
}

function bindingsOf(ports: NonNullable<Row['Ports']>): DockerContainer['NetworkSettings']['Ports'] {
  const bindings = new Map<string, { HostIp: string; HostPort: string }[]>();
  for (const { IP, PrivatePort, PublicPort, Type } of ports) {
    if (PublicPort === undefined || PublicPort === null) continue;
    const key = `${PrivatePort}/${Type ?? 'tcp'}`;
    bindings.set(key, [...(bindings.get(key) ?? []), { HostIp: IP ?? '', HostPort: String(PublicPort) }]);
  }
  return Object.fromEntries(bindings);
}
