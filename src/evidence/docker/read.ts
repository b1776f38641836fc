import type * as z from 'zod/mini';

import { EngineError } from './engine-error.js';
import type { DockerGap } from './schema.js';

/** An answer that was asked for early and is looked at late: a failure is a value, so that no rejection goes unheard. */
export type Answer<T = unknown> = { readonly value: T } | { readonly error: EngineError };

export const settle = <T>(asked: Promise<T>): Promise<Answer<T>> =>
  asked.then(
    (value) => ({ value }),
    (error: unknown) => {
      if (error instanceof EngineError) return { error };
      throw error;
    },
  );

/** What one answer yields: the object, or the gap it leaves. */
export type Read<T> = { readonly value: T } | { readonly gap: DockerGap };

export function readAs<Schema extends z.ZodMiniType>(schema: Schema, answer: Answer, kind: DockerGap['kind'], subject: string): Read<z.output<Schema>> {
  if ('error' in answer) return { gap: { kind, subject, gone: answer.error.kind === 'not-found', detail: answer.error.detail } };
  const parsed = schema.safeParse(answer.value);
  if (parsed.success) return { value: parsed.data };
  const [issue] = parsed.error.issues;
  const where = issue === undefined || issue.path.length === 0 ? 'the answer' : issue.path.join('.');
  return { gap: { kind, subject, gone: false, detail: `not as the engine's API has it: ${where}` } };
}

export const valuesOf = <T>(reads: readonly Read<T>[]): T[] => reads.flatMap((read) => ('value' in read ? [read.value] : []));
export const gapsOf = (reads: readonly Read<unknown>[]): DockerGap[] => reads.flatMap((read) => ('gap' in read ? [read.gap] : []));
