import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** The `docker/` part of a recorded situation, by the names that the engine's API gives things. */
export interface DockerRecording {
  readonly containers: unknown;
  readonly container: (reference: string) => RecordedContainer | undefined;
  readonly image: (reference: string) => unknown;
  readonly networks: unknown;
  readonly info: unknown;
  readonly version: unknown;
  /** Lines of JSON; empty where none were recorded. */
  readonly events: string;
}

export interface RecordedContainer {
  readonly id: string;
  readonly name: string;
  readonly inspect: unknown;
  readonly log: Buffer;
  readonly top: unknown;
  readonly stats: unknown;
}

export const recordings = new URL('../../fixtures/recordings/', import.meta.url).pathname;

/** @param situation `3.5.3/02-founding` */
export function readDockerRecording(situation: string): DockerRecording {
  const folder = `${recordings}${situation}/docker/`;
  const names = readdirSync(folder);
  const containers = names.filter((name) => /^container-.*[.]json$/.test(name)).map((name) => readContainer(folder, name.slice('container-'.length, -'.json'.length)));
  const images = names.filter((name) => /^image-.*[.]json$/.test(name)).map((name) => readJson(folder, name) as { Id: string; RepoTags: string[] | null });
  return {
    containers: readJson(folder, 'containers.json'),
    container: (reference) => containers.find(({ id, name }) => id === reference || name === reference || (reference.length >= 12 && id.startsWith(reference))),
    image: (reference) => images.find(({ Id, RepoTags }) => Id === reference || (RepoTags ?? []).includes(reference)),
    networks: readJson(folder, 'networks.json'),
    info: readJson(folder, 'info.json'),
    version: readJson(folder, 'version.json'),
    events: existsSync(`${folder}events.jsonl`) ? readFileSync(`${folder}events.jsonl`, 'utf8') : '',
  };
}

function readContainer(folder: string, name: string): RecordedContainer {
  const inspect = readJson(folder, `container-${name}.json`) as { Id: string };
  const log = `${folder}logs-${name}.bin`;
  return {
    id: inspect.Id,
    name,
    inspect,
    log: existsSync(log) ? readFileSync(log) : Buffer.alloc(0),
    top: readJson(folder, `top-${name}.json`),
    stats: readJson(folder, `stats-oneshot-${name}.json`),
  };
}

const readJson = (folder: string, name: string): unknown =>
  existsSync(folder + name) ? JSON.parse(readFileSync(folder + name, 'utf8')) : undefined;
