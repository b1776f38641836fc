import type { ComposeEvidence, Provenance } from '#evidence/compose/schema.js';
import type { DockerContainer } from '#evidence/docker/schema.js';

/**
 * When the files that gave a value were last modified; the newest of all files where it is not known which gave it.
 * Milliseconds since 1970, or undefined.
 */
export function editedAt(project: ComposeEvidence, provenance: Provenance | undefined): number | undefined {
  const places = [provenance?.place, ...(provenance?.via ?? []).map(({ place }) => place)].flatMap((place) => place?.file ?? []);
  const times = Object.entries(project.modifiedAt).map(([file, time]) => ({ file, time: Date.parse(time) })).filter(({ time }) => !Number.isNaN(time));
  const own = times.filter(({ file }) => places.some((place) => file === place || file.endsWith(`/${place.replace(/^\.\//, '')}`)));
  const relevant = own.length > 0 ? own : times;
  return relevant.length === 0 ? undefined : Math.max(...relevant.map(({ time }) => time));
}

export const createdAt = (container: DockerContainer): number => Date.parse(container.Created);

/** Go's zero time stands for "never". */
export function momentOf(text: string | null | undefined): number | undefined {
  const moment = text === undefined || text === null || text.startsWith('0001-') ? NaN : Date.parse(text);
  return Number.isNaN(moment) ? undefined : moment;
}

/**
 * Was the container started again since the edit, and so runs old settings in a young process? Where the file's own
 * time is older than the container (a variable changed, a file put back with its old time) any second start counts.
 */
export function restartedSince(edit: number | undefined, container: DockerContainer): boolean {
  const started = momentOf(container.State.StartedAt);
  const created = createdAt(container);
  if (started === undefined || started <= created) return false;
  if (edit !== undefined && edit > created) return started > edit;
  return momentOf(container.State.FinishedAt) !== undefined;
}
