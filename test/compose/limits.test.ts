import { describe, expect, test } from 'vitest';

import { ComposeError, resolveProject } from '#evidence/compose/resolve.js';
import { machine } from './shared.js';

/** What is said about a project; undefined when it resolves. */
function complaintOf(files: Readonly<Record<string, string>>): ComposeError | undefined {
  try {
    resolveProject({ files: [], profiles: [], envFiles: [], services: [], projectName: 'p' }, machine({ cwd: '/srv/p', files }));
    return undefined;
  } catch (error) {
    if (error instanceof ComposeError) return error;
    throw error;
  }
}

const SERVICE = 'services: {a: {image: x}}\n';

describe('hostile files stop at a limit', () => {
  test.each([
    ['larger than 10 MiB', `${SERVICE}#${'x'.repeat(10 * 1024 ** 2)}`],
    ['nested flow lists', `x-a: ${'['.repeat(600)}${']'.repeat(600)}\n${SERVICE}`],
    ['ten million open brackets', `x-a: ${'['.repeat(9_000_000)}`],
    ['nested blocks', Array.from({ length: 600 }, (_, level) => `${' '.repeat(level)}a:`).join('\n')],
    ['aliases of aliases', bomb()],
    ['merge keys of merge keys', mergeBomb()],
    ['a chain of aliases deeper than the file', aliasChain()],
    ['port ranges', `services:\n  a:\n    image: x\n    ports:\n${Array.from({ length: 20 }, (_, index) => `      - "127.0.0.${index}:1-60000:1-60000"\n`).join('')}`],
  ])('%s', (_title, text) => {
    expect(complaintOf({ 'compose.yaml': text })?.kind).toBe('too-large');
  });

  test('a hundred included files are read, one more is not', () => {
    const including = (count: number): Record<string, string> => ({
      'compose.yaml': `include: [${Array.from({ length: count }, (_, index) => `i${index}.yaml`).join(', ')}]\n${SERVICE}`,
      ...Object.fromEntries(Array.from({ length: count }, (_, index) => [`i${index}.yaml`, `services: {s${index}: {image: x}}`])),
    });

    expect(complaintOf(including(100))).toBeUndefined();
    expect(complaintOf(including(101))?.kind).toBe('too-large');
  });

  test('five hundred levels are read', () => {
    expect(complaintOf({ 'compose.yaml': `${SERVICE}x-a: ${'['.repeat(498)}${']'.repeat(498)}\n` })).toBeUndefined();
  });

  test('thousands of services in a row are no cycle', () => {
    const services = Array.from({ length: 5000 }, (_, index) => `  s${index}: {image: x${index > 0 ? `, depends_on: [s${index - 1}]` : ''}}\n`);

    expect(complaintOf({ 'compose.yaml': `services:\n${services.join('')}` })).toBeUndefined();
  });
});

describe('circles are named', () => {
  test.each([
    ['extends', { 'compose.yaml': 'services:\n  a: {extends: b}\n  b: {extends: a}\n' }, /a -> b -> a/],
    ['extends over files', { 'compose.yaml': 'services:\n  a: {extends: {file: b.yaml, service: b}}\n', 'b.yaml': 'services:\n  b: {extends: {file: compose.yaml, service: a}}\n' }, /circle/],
    ['include', { 'compose.yaml': 'include: [b.yaml]\n', 'b.yaml': 'include: [compose.yaml]\n' }, /circle/],
    ['depends_on', { 'compose.yaml': 'services:\n  a: {image: x, depends_on: [b]}\n  b: {image: x, depends_on: [a]}\n' }, /a -> b -> a/],
    ['an anchor', { 'compose.yaml': `x-a: &a [*a]\n${SERVICE}` }, /contains itself/],
  ])('of %s', (_title, files, message) => {
    expect(complaintOf(files)?.message).toMatch(message);
  });
});

describe('keys of objects are data', () => {
  test('__proto__ and constructor are names like others', () => {
    const project = resolveProject(
      { files: [], profiles: [], envFiles: [], services: [], projectName: 'p' },
      machine({ cwd: '/srv/p', files: { 'compose.yaml': 'services:\n  __proto__:\n    image: x\n    environment: {__proto__: a, constructor: b}\n' } }),
    );

    expect(project.services.map(({ name }) => name)).toEqual(['__proto__']);
    expect(project.services[0]?.config.get('environment')).toEqual(new Map([['__proto__', 'a'], ['constructor', 'b']]));
  });
});

function bomb(): string {
  const levels = Array.from({ length: 9 }, (_, level) => `x-a${level + 1}: &a${level + 1} [${Array.from({ length: 10 }, () => `*a${level}`).join(', ')}]\n`);
  return `x-a0: &a0 [x]\n${levels.join('')}${SERVICE}`;
}

function mergeBomb(): string {
  const levels = Array.from({ length: 40 }, (_, level) => `x-a${level + 1}: &a${level + 1}\n  <<: [*a${level}, *a${level}]\n  k${level}: v\n`);
  return `x-a0: &a0 {a: b}\n${levels.join('')}${SERVICE}`;
}

function aliasChain(): string {
  const links = Array.from({ length: 600 }, (_, level) => `x-a${level + 1}: &a${level + 1} [*a${level}]\n`);
  return `x-a0: &a0 [x]\n${links.join('')}${SERVICE}`;
}
