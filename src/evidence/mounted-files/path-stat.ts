import * as z from 'zod/mini';

const statSchema = z.object({ name: z.string(), size: z.number(), mode: z.number(), mtime: z.string(), linkTarget: z.optional(z.string()) });

/** What a path in a container is: `X-Docker-Container-Path-Stat` of `HEAD /containers/{id}/archive`. */
export interface PathStat {
  readonly kind: 'file' | 'folder' | 'link' | 'other';
  readonly size: number;
  /** RFC 3339. */
  readonly modifiedAt: string;
  readonly linkTarget: string | undefined;
}

/** The highest bits of Go's FileMode (io/fs). */
const FOLDER = 2 ** 31;
const LINK = 2 ** 27;
/** Named pipe, socket, device, irregular. */
const OTHER = [2 ** 26, 2 ** 25, 2 ** 24, 2 ** 21, 2 ** 19];

/** Undefined where the header is not there or not readable. */
export function readPathStat(header: string | undefined): PathStat | undefined {
  const { data } = statSchema.safeParse(parseJson(Buffer.from(header ?? '', 'base64').toString('utf8')));
  if (data === undefined) return undefined;
  const { size, mode, mtime, linkTarget } = data;
  return { kind: kindOf(mode), size, modifiedAt: mtime, linkTarget: linkTarget === '' ? undefined : linkTarget };
}

function kindOf(mode: number): PathStat['kind'] {
  const has = (bit: number) => Math.floor(mode / bit) % 2 === 1;
  if (has(FOLDER)) return 'folder';
  if (has(LINK)) return 'link';
  return OTHER.some(has) ? 'other' : 'file';
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
