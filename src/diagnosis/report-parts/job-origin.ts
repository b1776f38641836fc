import type { Provenance } from '#evidence/compose/schema.js';
import type { Place } from '#evidence/place.js';
import type { Job } from '#model/job.js';
import type { Model } from '#model/model.js';
import { variablesFor } from '#model/spark/settings.js';
import { flagsFor, type SubmitValue } from '#model/spark/submit.js';

import { viaWords } from './via.js';

export interface OriginWords {
  readonly place: Place | null;
  readonly via: string[];
}

/** Where the value of a key stands: the argument of the command, the variable, the line of the mounted spark-defaults.conf; and how it came there. */
export function declaredOrigin(key: string, origin: SubmitValue | undefined, job: Job, model: Model): OriginWords {
  if (origin === undefined) return { place: null, via: ["Spark's default"] };
  if (origin.origin === 'spark-defaults' || origin.origin === 'properties-file') return { place: lineOf(key, job, model), via: [origin.origin] };
  const base = `services.${job.service?.name ?? ''}`;
  const paths = origin.origin === 'environment' ? [...variablesFor(key).map((name) => `${base}.environment.${name}`), `${base}.environment`] : commandPaths(base, key, origin.value, job);
  const found = firstOf(paths, model);
  return { place: found?.place ?? null, via: [origin.origin, ...viaWords(found)] };
}

/** The deployed plane has no file but the mounted ones. */
export const deployedOrigin = (key: string, origin: SubmitValue | undefined, job: Job, model: Model): OriginWords =>
  origin?.origin === 'spark-defaults' || origin?.origin === 'properties-file' ? declaredOrigin(key, origin, job, model) : { place: null, via: [origin?.origin ?? "Spark's default"] };

function firstOf(paths: readonly string[], { facts }: Model): Provenance | undefined {
  const all = facts.compose?.provenance ?? {};
  const path = paths.find((candidate) => Object.hasOwn(all, candidate));
  return path === undefined ? undefined : all[path];
}

/** A command that is written as a list has a place for each argument. */
function commandPaths(base: string, key: string, value: string, { service }: Job): readonly string[] {
  const words = service?.compose?.command ?? [];
  const flags = flagsFor(key);
  const at = words.findLastIndex((word, index) => (word === value && flags.includes(words[index - 1] ?? '')) || flags.some((flag) => word === `${flag}=${value}`) || word === `${key}=${value}`);
  return [...(at < 0 ? [] : [`${base}.command.${String(at)}`]), `${base}.command`, `${base}.entrypoint`];
}

function lineOf(key: string, { replica }: Job, { facts }: Model): Place | null {
  const files = (facts['mounted-files']?.files ?? []).filter(({ container }) => container === replica?.container.Id || container === replica?.name);
  for (const { source, sparkDefaults = [] } of files) {
    const found = sparkDefaults.findLast((line) => line.key === key);
    if (found !== undefined) return { file: source, line: found.line, column: 1 };
  }
  return null;
}
