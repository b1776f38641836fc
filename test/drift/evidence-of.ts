import { composeSchema, type ComposeEvidence } from '#evidence/compose/schema.js';
import { dockerSchema, type DockerEvidence } from '#evidence/docker/schema.js';
import type { ServiceDrift } from '#model/drift/drift.js';

/** What the two sides said, as they said it. */
export interface RawSides {
  /** `docker compose config --format json`, `$` doubled. */
  readonly config: string;
  /** `service hash`, line by line. */
  readonly hashes: ReadonlyMap<string, string>;
  readonly modifiedAt: Readonly<Record<string, string>>;
  readonly inactiveServices?: readonly string[];
  readonly containers: readonly unknown[];
  readonly images: readonly { readonly Id: string; readonly RepoTags?: readonly string[] | null }[];
  readonly networks: readonly unknown[];
}

/** The evidence that the sensors would make of it, but for redaction. */
export function evidenceOf(raw: RawSides): { readonly compose: ComposeEvidence; readonly docker: DockerEvidence } {
  const config = JSON.parse(raw.config.replaceAll('$$', '$')) as Record<string, unknown>;
  const compose = composeSchema.parse({
    nameFrom: 'directory',
    workingDir: '/srv',
    files: Object.keys(raw.modifiedAt),
    envFiles: [],
    profiles: [],
    inactiveServices: raw.inactiveServices ?? [],
    networks: {},
    volumes: {},
    configs: {},
    secrets: {},
    provenance: {},
    unsetVariables: {},
    warnings: [],
    modifiedAt: raw.modifiedAt,
    configHashes: Object.fromEntries(raw.hashes),
    services: {},
    ...config,
  });
  const images = raw.images.flatMap((image) => [image.Id, ...(image.RepoTags ?? [])].map((key) => [key, image]));
  const docker = dockerSchema.parse({
    engine: { Host: 'unix:///var/run/docker.sock', Local: true, ApiVersion: '1.41', CgroupVersion: '1', Driver: 'overlay2' },
    containers: raw.containers,
    images: Object.fromEntries(images) as unknown,
    networks: raw.networks,
    neighbours: [],
    gaps: [],
  });
  return { compose, docker };
}

/** `service hash` lines of `config --hash '*'`. */
export const hashLines = (text: string): ReadonlyMap<string, string> =>
  new Map(text.split('\n').flatMap((line) => (line.includes(' ') ? [line.trim().split(' ') as [string, string]] : [])));

/** The containers that a dry run would recreate, by name. */
export const recreatedIn = (stderr: string): ReadonlySet<string> =>
  new Set([...stderr.matchAll(/Container (\S+)\s+Recreate$/gm)].map(([, name = '']) => name));

/** Services whose containers include one of those, as far as the comparison sees them. */
export const verdicts = (drifts: readonly ServiceDrift[]) => Object.fromEntries(drifts.map(({ service, recreate }) => [service, recreate]));
