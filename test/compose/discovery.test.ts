import { describe, expect, test } from 'vitest';

import { ComposeError, resolveProject, type ComposeRequest, type ResolvedProject } from '#evidence/compose/resolve.js';
import { machine } from './shared.js';

const CWD = '/srv/spark';
const NOTHING: ComposeRequest = { files: [], profiles: [], envFiles: [], services: [] };
const image = (name: string): string => `services:\n  web:\n    image: ${name}\n`;

interface Situation {
  readonly files: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly stdin?: string;
}

function resolved({ files, env = {}, cwd = CWD, stdin = '' }: Situation, request: Partial<ComposeRequest> = {}): ResolvedProject {
  const placed = Object.fromEntries(Object.entries(files).map(([name, text]) => [`${CWD}/${name}`, text]));
  return resolveProject({ ...NOTHING, ...request }, machine({ cwd, files: placed, env, stdin }));
}

const imageOf = (project: ResolvedProject): unknown => project.services[0]?.config.get('image');

describe('files are found as Compose finds them', () => {
  test('compose.yaml is the best of four names, and the others are mentioned', () => {
    const project = resolved({ files: { 'docker-compose.yml': image('old'), 'compose.yaml': image('new') } });

    expect(imageOf(project)).toBe('new');
    expect(project.warnings[0]?.message).toContain('docker-compose.yml is not');
  });

  test('an override beside it is laid over it, whatever its family', () => {
    const project = resolved({ files: { 'docker-compose.yml': image('base'), 'compose.override.yml': image('over') } });

    expect(imageOf(project)).toBe('over');
    expect(project.files).toEqual([`${CWD}/docker-compose.yml`, `${CWD}/compose.override.yml`]);
  });

  test('a folder above is looked in, and the .env of both is read, ours first', () => {
    const project = resolved({ files: { 'compose.yaml': image('${A}-${B}'), '.env': 'A=above\nB=above\n', 'sub/.env': 'A=here\n' }, cwd: `${CWD}/sub` });

    expect(imageOf(project)).toBe('here-above');
    expect(project.workingDir).toBe(CWD);
  });

  test('COMPOSE_FILE may come from .env, and -f wins over it', () => {
    const files = { 'a.yaml': image('a'), 'b.yaml': image('b'), '.env': 'COMPOSE_FILE=a.yaml\n' };

    expect(imageOf(resolved({ files }))).toBe('a');
    expect(imageOf(resolved({ files }, { files: ['b.yaml'] }))).toBe('b');
  });

  test('"-" is standard input', () => {
    const project = resolved({ files: {}, stdin: image('piped') }, { files: ['-'] });

    expect(imageOf(project)).toBe('piped');
    expect(project.places('services.web.image')?.place).toEqual({ file: '-', line: 3, column: 5 });
  });

  test('without any file it is said so, and can be told apart', () => {
    expect(() => resolved({ files: { 'notes.txt': '' } })).toThrow(expect.objectContaining({ kind: 'no-file' }));
    expect(() => resolved({ files: {} }, { files: ['gone.yaml'] })).toThrow(expect.objectContaining({ kind: 'missing-file' }));
  });
});

describe('the project is named as Compose names it', () => {
  const files = { 'compose.yaml': `name: In File\n${image('x')}` };

  test.each([
    ['the flag', { files, env: { COMPOSE_PROJECT_NAME: 'shell' } }, { projectName: 'flag' }, 'flag', 'flag'],
    ['the environment', { files, env: { COMPOSE_PROJECT_NAME: 'shell' } }, {}, 'shell', 'environment'],
    ['the file, made lower case', { files }, {}, 'infile', 'file'],
    ['the folder', { files: { 'compose.yaml': image('x') } }, {}, 'spark', 'directory'],
  ])('by %s', (_title, situation, request, name, from) => {
    expect(resolved(situation, request)).toMatchObject({ name, nameFrom: from });
  });

  test('a flag that Compose would change is refused', () => {
    expect(() => resolved({ files }, { projectName: 'My App' })).toThrow(/invalid project name "My App"/);
  });
});

describe('profiles', () => {
  const files = { 'compose.yaml': `${image('x')}  job:\n    image: y\n    profiles: [batch]\n` };

  test('a service of a profile that is off is inactive', () => {
    const project = resolved({ files });

    expect(project.services.map(({ name }) => name)).toEqual(['web']);
    expect(project.inactiveServices).toEqual(['job']);
  });

  test('the flag, the variable and naming the service turn it on', () => {
    const names = (situation: Situation, request: Partial<ComposeRequest>) => resolved(situation, request).services.map(({ name }) => name);

    expect(names({ files }, { profiles: ['batch'] })).toEqual(['web', 'job']);
    expect(names({ files, env: { COMPOSE_PROFILES: 'other,batch' } }, {})).toEqual(['web', 'job']);
    expect(names({ files }, { services: ['job'] })).toEqual(['job']);
  });
});

describe('what Compose refuses is refused with its place', () => {
  test.each([
    ['an unknown key', `${image('x')}    imagee: y\n`, 4, /additional property imagee/],
    ['a wrong type', 'services:\n  web:\n    image: [x]\n', 3, /services.web.image: must be a string/],
    ['a key twice', `${image('x')}    image: y\n`, 4, /"image" already defined at line 3/],
    ['an undefined network', `${image('x')}    networks: [nope]\n`, 2, /undefined network nope/],
    ['an undefined volume', `${image('x')}    volumes: ["nope:/x"]\n`, 2, /undefined volume nope/],
    ['an undefined dependency', `${image('x')}    depends_on: [nope]\n`, 2, /depends on undefined service nope/],
    ['neither image nor build', 'services:\n  web:\n    command: x\n', 2, /neither an image nor a build/],
    ['a required variable', image('"${TAG:?set the tag}"'), 3, /set the tag/],
    ['a bad interpolation', image('"${TAG"'), 3, /invalid interpolation/],
    ['a bad size', `${image('x')}    mem_limit: lots\n`, 4, /services.web.mem_limit/],
    ['limits said twice', `${image('x')}    mem_limit: 1g\n    deploy: {resources: {limits: {cpus: "1"}}}\n`, 2, /distinct values/],
  ])('%s', (_title, text, line, message) => {
    const refused = refusalOf(text);

    expect(refused?.message).toMatch(message);
    expect(refused?.place).toMatchObject({ file: 'compose.yaml', line });
  });
});

function refusalOf(text: string): ComposeError | undefined {
  try {
    resolved({ files: { 'compose.yaml': text } });
    return undefined;
  } catch (error) {
    if (error instanceof ComposeError) return error;
    throw error;
  }
}
