import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { mountedFilesSchema, type MountedFilesEvidence } from '#evidence/mounted-files/schema.js';

import { evidenceOf, hashLines } from './evidence-of.js';

const RECORDINGS = join(process.env['K2DOCTOR_SHARED'] ?? '../shared', 'recordings');

/** Every recorded situation that has both sides, by its folder below recordings/. */
export const situations: readonly string[] = ['3.3.4', '3.5.3', '4.3.0']
  .flatMap((version) => folders(join(RECORDINGS, version)))
  .filter((folder) => existsSync(join(folder, 'compose/config.stdout')))
  .map((folder) => folder.slice(RECORDINGS.length + 1))
  .sort();

function folders(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  const first = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const paths = first.map(({ name }) => join(folder, name));
  return paths.flatMap((path) => [path, ...readdirSync(path, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => join(path, name))]);
}

const text = (...path: readonly string[]) => readFileSync(join(RECORDINGS, ...path), 'utf8');
const filesIn = (folder: string, name: RegExp) => readdirSync(join(RECORDINGS, folder)).filter((file) => name.test(file)).sort();
const json = (...path: readonly string[]): unknown => JSON.parse(text(...path));

/** Both sides of a recorded situation, what mounted files it tells of, and what Compose said it would do. */
export function recording(situation: string, modifiedAt: string) {
  const inDocker = (kind: string) => filesIn(join(situation, 'docker'), new RegExp(`^${kind}-.*\\.json$`)).map((name) => json(situation, 'docker', name));
  const project = text(situation, 'project/docker-compose.yml');
  const config = text(situation, 'compose/config.stdout');
  const active = Object.keys((JSON.parse(config) as { readonly services: object }).services);
  const declared = [...project.matchAll(/^ {2}([\w-]+):/gm)].map(([, name = '']) => name);
  const evidence = evidenceOf({
    config,
    hashes: hashLines(text(situation, 'compose/hash.stdout')),
    modifiedAt: { [`/srv/${situation}/docker-compose.yml`]: modifiedAt },
    inactiveServices: declared.filter((name) => !active.includes(name)),
    containers: inDocker('container'),
    images: inDocker('image') as { readonly Id: string; readonly RepoTags: readonly string[] }[],
    networks: inDocker('network'),
  });
  return { ...evidence, dryRun: text(situation, 'compose/dry-run.stderr') };
}

/** From the listing of the host's file: `... 2026-11-22 21:14:19.567564481 +0000 /srv/...`. */
export function mountedIn(situation: string, project: string): MountedFilesEvidence {
  const files = filesIn(join(situation, 'file'), /\.host\.txt$/).map((name) => {
    const [, day = '', time = '', source = ''] = / (\d{4}-\d\d-\d\d) ([\d:.]+) \+0000 (\S+)/.exec(text(situation, 'file', name)) ?? [];
    const container = `${project}-${name.replace('.host.txt', '')}-1`;
    return { container, path: '/opt/spark/conf/spark-defaults.conf', source, modifiedAt: `${day}T${time}Z`, size: 76 };
  });
  return mountedFilesSchema.parse({ files, gaps: [] });
}
