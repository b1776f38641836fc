import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import * as z from 'zod/mini';

const outcome = z.object({
  ok: z.boolean(),
  value: z.optional(z.unknown()),
  error: z.optional(z.string()),
  warns_unset: z.optional(z.array(z.string())),
});

const oracleFile = z.object({
  cases: z.array(
    z.object({
      files: z.record(z.string(), z.string()),
      env: z.optional(z.record(z.string(), z.string())),
      template: z.optional(z.string()),
      select: z.optional(z.array(z.string())),
      expected: z.nullish(outcome),
      expected_by_version: z.nullish(z.record(z.string(), outcome)),
    }),
  ),
});

export type Outcome = z.output<typeof outcome>;

export interface OracleCase {
  readonly title: string;
  readonly files: Readonly<Record<string, string>>;
  readonly compose: string;
  readonly env: Readonly<Record<string, string>>;
  readonly template: string | undefined;
  readonly expected: Outcome;
  readonly warnsUnset: readonly string[];
}

const shared = process.env['K2DOCTOR_SHARED'] ?? join(import.meta.dirname, '../../../../shared');

/** What the real tool answered, recorded: of two answers that of the later version. */
export function readOracle(name: string): readonly OracleCase[] {
  const text = readFileSync(join(shared, 'oracle/compose', `${name}.json`), 'utf8');
  return oracleFile.parse(JSON.parse(text)).cases.map((one, at) => {
    const later = Object.entries(one.expected_by_version ?? {}).find(([version]) => version.startsWith('2.40.3'))?.[1];
    const expected = one.expected ?? later;
    if (!expected) throw new Error(`${name} ${at}: no expectation`);
    const compose = one.files['compose.yaml'] ?? '';
    const title = `${at}: ${JSON.stringify(one.template ?? one.files['x.env'] ?? compose.slice(compose.indexOf('image')))}`;
    return { title, files: one.files, compose, env: one.env ?? {}, template: one.template, expected, warnsUnset: expected.warns_unset ?? [] };
  });
}

/** The value, or that it was refused: errors are compared by their being errors. */
export function attempt(compute: () => unknown, refusal: abstract new (...args: never[]) => Error): Outcome {
  try {
    return { ok: true, value: compute() };
  } catch (error) {
    if (error instanceof refusal) return { ok: false };
    throw error;
  }
}

export const expectedOf = ({ expected }: OracleCase): Outcome =>
  expected.ok ? { ok: true, value: expected.value } : { ok: false };
