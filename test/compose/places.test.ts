import { describe, expect, test } from 'vitest';

import { resolveProject, type Provenance, type ResolvedProject } from '#evidence/compose/resolve.js';
import { machine } from './shared.js';

const CWD = '/srv/k2';

const resolved = (files: Readonly<Record<string, string>>, { f = [] as readonly string[], env = {}, cwd = CWD, profiles = [] as readonly string[] } = {}): ResolvedProject =>
  resolveProject({ files: f, profiles, envFiles: [], services: [] }, machine({ cwd, files: prefixed(files), env }));

const prefixed = (files: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(files).map(([name, text]) => [`${CWD}/${name}`, text]));

const placed = (project: ResolvedProject, path: string): string | undefined => shown(project.places(path));
const shown = (provenance: Provenance | undefined): string | undefined =>
  provenance && `${provenance.place.file}:${provenance.place.line}:${provenance.place.column}`;

describe('where a value was written', () => {
  test('a field is at its key, an item of a list at itself, a key of a map at the key', () => {
    const project = resolved({
      'compose.yaml': ['services:', '  web:', '    image: x', '    command:', '      - a', '      - b', '    environment:', '      A: 1', '      B: 2', ''].join('\n'),
    });

    expect(placed(project, 'services.web')).toBe('compose.yaml:2:3');
    expect(placed(project, 'services.web.command')).toBe('compose.yaml:4:5');
    expect(placed(project, 'services.web.command.1')).toBe('compose.yaml:6:9');
    expect(placed(project, 'services.web.environment.B')).toBe('compose.yaml:9:7');
  });

  test('an assignment in a list is at its item, whatever its order in the answer', () => {
    const project = resolved({ 'compose.yaml': 'services:\n  web:\n    image: x\n    environment:\n      - B=2\n      - A=1\n' });

    expect(placed(project, 'services.web.environment.A')).toBe('compose.yaml:6:9');
    expect(placed(project, 'services.web.environment.B')).toBe('compose.yaml:5:9');
  });

  test('keys with dots are found by text and by parts', () => {
    const project = resolved({ 'compose.yaml': 'services:\n  a.b:\n    image: x\n    labels:\n      c.d: e\n' });

    expect(placed(project, 'services.a.b.labels.c.d')).toBe('compose.yaml:5:7');
    expect(shown(project.places(['services', 'a.b', 'labels', 'c.d']))).toBe('compose.yaml:5:7');
    expect(project.places('services.a.nothing')).toBeUndefined();
  });

  test('a file outside the folder of the caller is named in full', () => {
    const project = resolved({ 'compose.yaml': 'services:\n  web:\n    image: x\n' }, { cwd: `${CWD}/sub` });

    expect(placed(project, 'services.web.image')).toBe(`${CWD}/compose.yaml:3:5`);
  });

  test('an override is where the value is, and is said to be one', () => {
    const project = resolved({ 'compose.yaml': 'services:\n  web:\n    image: x\n', 'compose.override.yml': 'services:\n  web:\n    image: y\n' });

    expect(placed(project, 'services.web.image')).toBe('compose.override.yml:3:5');
    expect(project.places('services.web.image')?.via).toMatchObject([{ kind: 'override' }]);
  });
});

describe('what a value came through', () => {
  test('a variable of .env names its line, one of the shell has no place', () => {
    const project = resolved({ 'compose.yaml': 'services:\n  web:\n    image: "${REPO}:${TAG}"\n', '.env': '# versions\nTAG=3.5\n' }, { env: { REPO: 'spark' } });

    expect(project.places('services.web.image')?.via).toEqual([
      { kind: 'variable', name: 'REPO', from: 'shell' },
      { kind: 'variable', name: 'TAG', place: { file: '.env', line: 2, column: 1 } },
    ]);
  });

  test('a variable of an env_file is at its line there', () => {
    const project = resolved({ 'compose.yaml': 'services:\n  web:\n    image: x\n    env_file: job.env\n', 'job.env': 'A=1\nB=2\n' });

    expect(placed(project, 'services.web.environment.B')).toBe('job.env:2:1');
    expect(project.places('services.web.environment.B')?.via).toMatchObject([{ kind: 'env-file', place: { file: 'compose.yaml', line: 4 } }]);
  });

  test('an anchor, an extended service and an include are steps of their own', () => {
    const project = resolved({
      'compose.yaml': 'include: [sub/inc.yaml]\nx-c: &c\n  restart: always\nservices:\n  web:\n    <<: *c\n    extends: {file: base.yaml, service: base}\n',
      'base.yaml': 'services:\n  base:\n    image: x\n',
      'sub/inc.yaml': 'services:\n  other:\n    image: y\n',
    });

    expect(placed(project, 'services.web.restart')).toBe('compose.yaml:3:3');
    expect(project.places('services.web.restart')?.via).toEqual([{ kind: 'anchor', name: 'c', place: { file: 'compose.yaml', line: 6, column: 9 } }]);
    expect(placed(project, 'services.web.image')).toBe('base.yaml:3:5');
    expect(project.places('services.web.image')?.via).toMatchObject([{ kind: 'extends', name: 'base', place: { file: 'compose.yaml', line: 7 } }]);
    expect(placed(project, 'services.other.image')).toBe('sub/inc.yaml:3:5');
    expect(project.places('services.other.image')?.via).toMatchObject([{ kind: 'include', place: { file: 'compose.yaml', line: 1 } }]);
  });

  test('every value of the model has a place', () => {
    const project = resolved({ 'compose.yaml': 'services:\n  web:\n    image: x\n    ports: ["80:80"]\n    volumes: ["./a:/a"]\nnetworks:\n  default: {driver: bridge}\n' });
    const paths = [...project.provenance().keys()];

    expect(paths).toEqual(expect.arrayContaining(['services.web.ports.0.target', 'services.web.volumes.0.source', 'networks.default.driver']));
  });
});

describe('variables that nobody set', () => {
  test('each value that one touched is listed, and warned of once', () => {
    const project = resolved({ 'compose.yaml': 'services:\n  web:\n    image: x:${TAG}\n    command: run ${MODE:-safe} ${TAG}\n    environment: [HOME_OF]\n' });

    expect(project.unsetVariables.get('services.web.image')).toEqual(['TAG']);
    expect(project.unsetVariables.get('services.web.command')).toEqual(['TAG']);
    expect(project.unsetVariables.get('services.web.environment.HOME_OF')).toEqual(['HOME_OF']);
    expect(project.warnings).toMatchObject([{ place: { file: 'compose.yaml', line: 3 } }]);
  });
});
