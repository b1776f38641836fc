import { cleanPath } from './clean-path.js';
import { at, flagOf, listOf, textOf } from './declared.js';
import type { Pair } from './pair.js';

/** A mount that the file asks for. */
export interface ExpectedMount {
  readonly section: 'volumes' | 'configs' | 'secrets';
  readonly type: string;
  /** Path on the engine's machine or the volume's real name; undefined for an anonymous volume, which may have any. */
  readonly source: string | undefined;
  readonly target: string;
  readonly readOnly: boolean;
  /** Copied into the container instead of mounted: inspect does not show it. */
  readonly hidden: boolean;
  /** Where in the project it is written. */
  readonly from: readonly string[];
}

/** In order of place; a volume hides a secret of the same place, a secret a config (pkg/compose/create.go `fillBindMounts`). */
export function expectedMounts(pair: Pair): readonly ExpectedMount[] {
  const mounts = new Map<string, ExpectedMount>();
  for (const mount of [...volumes(pair), ...files(pair, 'secrets', '/run/secrets/'), ...files(pair, 'configs', '/')]) {
    const earlier = mounts.get(mount.target);
    if (earlier === undefined || earlier.section === mount.section) mounts.set(mount.target, mount);
  }
  return [...mounts.values()].sort((a, b) => (a.target < b.target ? -1 : 1));
}

function volumes({ name, service, project }: Pair): readonly ExpectedMount[] {
  return (service.volumes ?? []).map(({ type, source, target, read_only }, index) => {
    const named = type === 'volume' && source !== undefined && source !== '';
    return {
      section: 'volumes',
      type,
      source: named ? volumeName(source, project.volumes, project.name) : type === 'bind' || type === 'npipe' || type === 'image' ? source : undefined,
      target: cleanPath(target),
      readOnly: read_only === true,
      hidden: false,
      from: [`services.${name}.volumes.${String(index)}`, ...(named ? [`volumes.${source}`] : [])],
    };
  });
}

/** The name on the engine of a volume that the file calls `key`. */
export function volumeName(key: string, declared: unknown, project: string): string {
  return textOf(at(declared, key, 'name')) ?? (flagOf(at(declared, key, 'external')) === true ? key : `${project}_${key}`);
}

function files({ name, service, project }: Pair, section: 'configs' | 'secrets', folder: string): readonly ExpectedMount[] {
  return listOf(service[section]).flatMap((item, index) => {
    const key = typeof item === 'string' ? item : textOf(at(item, 'source'));
    if (key === undefined) return [];
    const target = textOf(at(item, 'target')) ?? key;
    const file = textOf(at(project[section], key, 'file'));
    const mount: ExpectedMount = {
      section,
      type: 'bind',
      source: file,
      target: cleanPath(target.startsWith('/') ? target : `${folder}${target}`),
      readOnly: true,
      hidden: file === undefined,
      from: [`services.${name}.${section}.${String(index)}`, `${section}.${key}`],
    };
    return [mount];
  });
}

