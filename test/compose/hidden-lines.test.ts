import { expect, test } from 'vitest';

import { resolveProject } from '#evidence/compose/resolve.js';

import { machine } from './shared.js';

const files = { 'docker-compose.yml': 'services: {a: {image: "app:${TAG}"}}\n', '.env': '# versions\nTAG=1\n' };
const via = (env: Readonly<Record<string, string>>) =>
  resolveProject({ files: [], profiles: [], envFiles: [], services: [] }, machine({ cwd: '/srv/app', files, env })).provenance().get('services.a.image')?.via;

test('a variable of the shell remembers the line of .env that it hides', () => {
  expect(via({ TAG: '2' })).toEqual([{ kind: 'variable', name: 'TAG', from: 'shell', hides: { file: '.env', line: 2, column: 1 } }]);
});

test('the same value hides nothing; without one in the shell the line itself is the place', () => {
  expect(via({ TAG: '1' })).toEqual([{ kind: 'variable', name: 'TAG', from: 'shell' }]);
  expect(via({})).toEqual([{ kind: 'variable', name: 'TAG', place: { file: '.env', line: 2, column: 1 } }]);
});
