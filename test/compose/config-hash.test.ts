import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';

import { serviceConfigHash } from '#evidence/compose/config-hash.js';
import { renderConfig } from '#evidence/compose/config-json.js';
import { resolveProject, type ResolvedProject } from '#evidence/compose/resolve.js';
import { machine, shared } from './shared.js';

const recordings = join(shared, 'recordings');
const NONE = { containerIdOf: () => undefined };

/** Recorded projects that Compose 2.40.3 made and nobody edited since. */
const UNCHANGED = ['3.3.4/01-healthy', '3.5.3/01-healthy', '3.5.3/06-greedy', '3.5.3/10-ha/0-alive-and-standby', '3.5.3/15-mounted-conf/1-edited', '3.5.3/19-scaled/0-three', '4.3.0/01-healthy'];

const container = z.object({ Config: z.object({ Labels: z.record(z.string(), z.string()) }) });

describe.skipIf(!existsSync(recordings))('recorded projects', () => {
  test.each(UNCHANGED)('%s resolves as Compose printed it, and hashes to the labels of its containers', (name) => {
    const folder = join(recordings, name);
    const labels = labelsIn(join(folder, 'docker'));
    const project = projectOf(folder, labels[0]?.['com.docker.compose.project.working_dir'] ?? '');

    expect(renderConfig(project)).toBe(readFileSync(join(folder, 'compose/config.stdout'), 'utf8').trimEnd());
    for (const label of labels)
      expect(serviceConfigHash(project, label['com.docker.compose.service'] ?? '', { composeVersion: label['com.docker.compose.version'] ?? '', ...NONE })).toBe(label['com.docker.compose.config-hash']);
  });

  test('an edited command gives another hash than the label', () => {
    const folder = join(recordings, '3.5.3/03-edited-only');
    const labels = labelsIn(join(folder, 'docker'));
    const project = projectOf(folder, labels[0]?.['com.docker.compose.project.working_dir'] ?? '');
    const stale = labels.filter((label) => serviceConfigHash(project, label['com.docker.compose.service'] ?? '', { composeVersion: '2.40.3', ...NONE }) !== label['com.docker.compose.config-hash']);

    expect(stale.map((label) => label['com.docker.compose.service'])).toHaveLength(4);
  });
});

describe('the config-hash', () => {
  const hashOf = (text: string, composeVersion = '2.40.3', containerIdOf: (service: string) => string | undefined = () => undefined) =>
    serviceConfigHash(resolveProject({ files: [], profiles: [], envFiles: [], services: [], projectName: 'p' }, machine({ cwd: '/srv/p', files: { 'compose.yaml': text } })), 'web', { composeVersion, containerIdOf });
  const web = (more: string): string => `services:\n  web:\n    image: x\n${more}  db:\n    image: y\n`;

  test.each([
    ['scale', '    scale: 2\n', '2.40.3', true],
    ['depends_on from 2.29.3', '    depends_on: [db]\n', '2.29.3', true],
    ['depends_on before', '    depends_on: [db]\n', '2.26.1', false],
    ['a label', '    labels: {a: b}\n', '2.40.3', false],
    ['an order of variables', '    environment: []\n', '2.40.3', true],
  ])('of %s', (_title, more, version, same) => {
    expect(hashOf(web(more), version) === hashOf(web(''), version)).toBe(same);
  });

  test('of a shared namespace counts the container, and is unknown without it', () => {
    const text = web('    network_mode: service:db\n');

    expect(hashOf(text)).toBeUndefined();
    expect(hashOf(text, '2.40.3', () => 'abc')).not.toBe(hashOf(text, '2.40.3', () => 'def'));
  });

  test('of a version that cannot be read is unknown', () => {
    expect(hashOf(web(''), 'dev')).toBeUndefined();
  });
});

function labelsIn(folder: string): Record<string, string>[] {
  const files = readdirSync(folder).filter((file) => /^container-.*[.]json$/.test(file));
  return files.map((file) => container.parse(JSON.parse(readFileSync(join(folder, file), 'utf8'))).Config.Labels).filter((labels) => labels['com.docker.compose.config-hash'] !== undefined);
}

function projectOf(folder: string, workingDir: string): ResolvedProject {
  const root = join(folder, 'project');
  const files = Object.fromEntries(filesBelow(root).map((path) => [join(workingDir, relative(root, path)), readFileSync(path, 'utf8')]));
  return resolveProject({ files: [], profiles: [], envFiles: [], services: [] }, machine({ cwd: workingDir, files }));
}

const filesBelow = (folder: string): string[] =>
  readdirSync(folder).flatMap((name) => (statSync(join(folder, name)).isDirectory() ? filesBelow(join(folder, name)) : [join(folder, name)]));
