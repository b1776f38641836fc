import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import * as z from 'zod/mini';

import { renderConfig } from '#evidence/compose/config-json.js';
import { ComposeError, resolveProject } from '#evidence/compose/resolve.js';
import { machine, shared } from './shared.js';

/*
 * Small projects and what Docker Compose made of them, recorded from 2.26.1 and 2.40.3; we follow the later.
 * Each case selects a part of the model.
 */
const answer = z.object({ ok: z.boolean(), value: z.optional(z.unknown()), error: z.optional(z.string()) });
const oracleCase = z.object({
  name: z.optional(z.string()),
  files: z.record(z.string(), z.string()),
  f: z.optional(z.array(z.string())),
  env: z.optional(z.record(z.string(), z.string())),
  select: z.array(z.union([z.string(), z.number()])),
  expected: z.nullish(answer),
  expected_by_version: z.nullish(z.record(z.string(), answer)),
});
const oracle = z.object({ cases: z.array(oracleCase) });
type Case = z.output<typeof oracleCase>;

const folder = join(shared, 'oracle/compose');
const DIR = '/srv/project';
/** The folder above the one where the answers were recorded; theirs is not ours. */
const ABOVE = /"(?:\/\w+)*\/rc-oracle"/g;

for (const file of existsSync(folder) ? readdirSync(folder) : []) {
  const { cases } = oracle.parse(JSON.parse(readFileSync(join(folder, file), 'utf8').replaceAll(ABOVE, '"/srv"')));
  test.each(cases.map((entry, index) => [titleOf(entry, index), entry] as const))(`${file}: Compose 2.40.3 and we agree on %s`, (_title, entry) => {
    const expected = expectedOf(entry);

    const answered = answerTo(entry);

    if (expected.ok) expect(answered).toEqual({ ok: true, value: expected.value });
    else expect(answered.ok).toBe(false);
  });
}

function titleOf({ name, files }: Case, index: number): string {
  const texts = Object.values(files).map((text) => text.replaceAll('\n', ' ')).join(' | ');
  return `#${index} ${name ?? texts.slice(0, 100)}`.replaceAll('%', '%%');
}

function expectedOf({ expected, expected_by_version }: Case): z.output<typeof answer> {
  const later = Object.entries(expected_by_version ?? {}).find(([version]) => version.startsWith('2.40'))?.[1];
  return later ?? expected ?? { ok: false };
}

function answerTo({ files, f = [], env = {}, select }: Case): { readonly ok: boolean; readonly value?: unknown; readonly error?: string } {
  const request = { files: f, profiles: [], envFiles: [], services: [] };
  try {
    const text = renderConfig(resolveProject(request, machine({ cwd: DIR, files, env, home: '/root' })));
    const model: unknown = JSON.parse(text.replaceAll('$$', '$').replaceAll(DIR, '$DIR'));
    return { ok: true, value: select.reduce<unknown>(child, model) ?? null };
  } catch (error) {
    if (error instanceof ComposeError) return { ok: false, error: error.message };
    throw error;
  }
}

const tree = z.union([z.record(z.string(), z.unknown()), z.array(z.unknown())]);

function child(value: unknown, key: string | number): unknown {
  const parent = tree.safeParse(value);
  if (!parent.success) return undefined;
  return Array.isArray(parent.data) ? parent.data[Number(key)] : parent.data[key];
}
