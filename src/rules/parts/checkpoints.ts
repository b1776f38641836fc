import type { Job } from '#model/job.js';

/** A checkpoint that a job names: a path without a scheme or of `file:`, absolute; undefined where nothing seen names one. */
export interface Checkpoint {
  readonly path: string;
  readonly seenIn: string;
}

const isLocation = (name: string) => name.toLowerCase().includes('checkpoint') && LOCATION.test(name);
const LOCATION = /(?:^|--?|[_.])checkpoint(?:[-_.]?(?:location|dir|path|root))?$/i;
const KEY = 'spark.sql.streaming.checkpointLocation';

/** Out of the driver's own configuration, its arguments (`--checkpoint PATH`, `checkpointLocation=PATH`) and its environment. */
export function checkpointOf({ conf, replica, service }: Job): Checkpoint | undefined {
  const role = replica?.deployed ?? service?.declared;
  const told = conf?.get(KEY)?.value ?? role?.submit?.conf.get(KEY)?.value;
  const found = told === undefined ? (inArguments(role?.view.argv ?? []) ?? inEnvironment(role?.view.environment ?? new Map<string, string>())) : { path: told, seenIn: KEY };
  const path = found?.path.replace(/^file:(\/\/)?/, '');
  return found === undefined || path?.startsWith('/') !== true ? undefined : { path: path.replace(/\/+$/, ''), seenIn: found.seenIn };
}

function inArguments(argv: readonly string[]): Checkpoint | undefined {
  const words = argv.flatMap((word) => word.split(/\s+/));
  for (const [at, word] of words.entries()) {
    const [name = '', value] = word.split('=', 2);
    if (isLocation(name)) return { path: value ?? words[at + 1] ?? '', seenIn: name };
  }
  return undefined;
}

function inEnvironment(environment: ReadonlyMap<string, string>): Checkpoint | undefined {
  for (const [name, path] of environment) if (isLocation(name)) return { path, seenIn: name };
  return undefined;
}
