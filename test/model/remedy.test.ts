import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import type { Invocation } from '#evidence/snapshot.js';
import { commandsOf } from '#model/remedy.js';

const plain: Invocation = { files: [], profiles: [], envFiles: [], services: [], offline: false, cwd: '/srv/k2' };

test('services that need the same command share one', () => {
  expect(commandsOf([{ kind: 'up', service: 'b' }, { kind: 'up', service: 'a' }, { kind: 'up', service: 'b' }], plain)).toEqual(['docker compose up -d b a']);
});

test('a service that is recreated is not restarted as well', () => {
  expect(commandsOf([{ kind: 'restart', service: 'a' }, { kind: 'up', service: 'a' }, { kind: 'restart', service: 'b' }], plain)).toEqual(['docker compose up -d a', 'docker compose restart b']);
});

test("the caller's own flags are repeated", () => {
  const invocation: Invocation = { ...plain, files: ['a b.yml', 'c.yml'], projectName: 'k2', profiles: ['x'], envFiles: ['.env.prod'], context: 'prod' };

  expect(commandsOf([{ kind: 'up', service: 'a' }], invocation)).toEqual([
    "docker -c prod compose -f 'a b.yml' -f c.yml -p k2 --profile x --env-file .env.prod up -d a",
  ]);
});

test('a service whose name looks like a flag stands behind --', () => {
  expect(commandsOf([{ kind: 'up', service: '--help' }], plain)).toEqual(['docker compose up -d -- --help']);
});

test('no name can inject into a shell', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 20 }).filter((name) => !name.includes('\0')), (service) => {
      const [command = ''] = commandsOf([{ kind: 'restart', service }], { ...plain, files: ['x'] });
      const words = execFileSync('sh', ['-c', `set -- ${command.replace(/^docker/, '')}; for w in "$@"; do printf '%s\\0' "$w"; done`], { encoding: 'utf8' });

      expect(words.split('\0').at(-2)).toBe(service);
    }),
    { numRuns: 40 },
  );
});
