import * as z from 'zod/mini';

/** A row of `top`, before anything is known of it. */
export interface ProcessRow {
  readonly pid: number;
  readonly ppid: number;
  readonly user: string;
  /** Seconds since its start; undefined where `ps` does not tell. */
  readonly elapsed: number | undefined;
  /** `ps` joins arguments with blanks: one that holds a blank comes apart. */
  readonly args: readonly string[];
}

const topSchema = z.object({ Titles: z.array(z.string()), Processes: z.nullish(z.array(z.array(z.string()))) });

/** Rows of `GET /containers/{id}/top`, by title: `-eo` names differ from those of `-ef`, and Podman's from both. Undefined where there are no processes to read. */
export function readTop(answer: unknown): readonly ProcessRow[] | undefined {
  const { data } = topSchema.safeParse(answer);
  if (data === undefined) return undefined;
  const column = (...names: readonly string[]) => data.Titles.findIndex((title) => names.includes(title.toUpperCase()));
  const at = { pid: column('PID'), ppid: column('PPID'), user: column('USER', 'UID'), elapsed: column('ELAPSED', 'ETIME', 'ETIMES'), args: column('COMMAND', 'CMD', 'ARGS') };
  if (at.pid === -1 || at.args === -1) return undefined;
  return (data.Processes ?? []).map((row) => ({
    pid: Number(row[at.pid]),
    ppid: Number(row[at.ppid] ?? 0),
    user: row[at.user] ?? '',
    elapsed: secondsOf(row[at.elapsed]),
    args: (row[at.args] ?? '').split(/\s+/).filter((word) => word !== ''),
  }));
}

/** "93784" of etimes; "[[dd-]hh:]mm:ss" of etime; Podman's "1h2m3.5s". */
export function secondsOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d+$/.test(text)) return Number(text);
  const clock = /^(?:(\d+)-)?(?:(\d+):)?(\d+):(\d+)$/.exec(text);
  if (clock !== null) return sum(clock, [86_400, 3600, 60, 1]);
  const spoken = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)(?:[.]\d+)?s)?$/.exec(text);
  return spoken === null || text === '' ? undefined : sum(spoken, [3600, 60, 1]);
}

const sum = (match: RegExpExecArray, factors: readonly number[]) => factors.reduce((total, factor, at) => total + factor * Number(match[at + 1] ?? 0), 0);
