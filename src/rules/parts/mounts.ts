import type { ComposeService } from '#evidence/compose/schema.js';
import type { Model } from '#model/model.js';

/** What of the host or of a volume a path inside a container is; undefined: of the container's own layer. */
export interface Mounted {
  readonly source: string;
  /** Below the mount. */
  readonly rest: string;
  readonly target: string;
  readonly index: number;
}

/** The innermost mount that holds the path. */
export function mountOf({ volumes = [] }: ComposeService, path: string): Mounted | undefined {
  const holding = volumes.flatMap(({ source, target, type }, index) => {
    const folder = target.replace(/\/+$/, '');
    const holds = path === folder || path.startsWith(`${folder}/`);
    return holds && type !== 'tmpfs' ? [{ source: source ?? '', target: folder, rest: path.slice(folder.length), index }] : [];
  });
  return holding.sort((a, b) => b.target.length - a.target.length)[0];
}

/** One and the same place behind two mounts: `./data:/in` and `./data/x:/x` meet where the paths do. */
export const isSame = (one: Mounted | undefined, other: Mounted | undefined): boolean =>
  one !== undefined && other !== undefined && one.source !== '' && one.source + one.rest === other.source + other.rest;

/** `file:///data/x` and `/data/x` as `/data/x`; undefined for other schemes and relative paths. */
export function localPath(text: string): string | undefined {
  const path = text.startsWith('/') ? text : text.replace(/^(file|local):(\/\/)?(?=\/)/, '');
  return /^\/(?!\/)/.test(path) ? path.replace(/\/+$/, '') : undefined;
}

/** As the file has it: `./data`, a volume's name. */
export function shownSource({ facts }: Model, { source }: Mounted): string {
  const folder = `${facts.compose?.workingDir ?? ''}/`;
  if (source === '') return 'an anonymous volume';
  return folder !== '/' && source.startsWith(folder) ? `./${source.slice(folder.length)}` : source;
}
