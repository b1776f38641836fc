import type { HttpAnswer } from '../http.js';

export type Json = { readonly kind: 'json'; readonly value: unknown } | { readonly kind: 'failed'; readonly detail: string };

/** The JSON of an answer, or in a few words why there is none: for people, so without anything of the body. */
export function parseJson(answer: HttpAnswer): Json {
  if (answer.kind !== 'answered') return { kind: 'failed', detail: describeFailure(answer) };
  if (isStarting(answer.body)) return { kind: 'failed', detail: 'Spark is starting up: its context is not ready' };
  if (answer.status !== 200) return { kind: 'failed', detail: describeStatus(answer.status) };
  try {
    return { kind: 'json', value: JSON.parse(answer.body) as unknown };
  } catch {
    return { kind: 'failed', detail: answer.body.trimStart().startsWith('<') ? 'answers with a web page instead of JSON' : 'answers with something that is not JSON' };
  }
}

export function describeFailure(answer: Exclude<HttpAnswer, { kind: 'answered' }>): string {
  switch (answer.kind) {
    case 'timed-out':
      return 'no answer in time';
    case 'unreachable':
    case 'unreadable':
      return answer.detail;
  }
}

export function describeStatus(status: number): string {
  if (status === 401 || status === 403) return `refuses (HTTP ${status})`;
  return `answers with HTTP ${status}`;
}

/** A driver's UI answers every path with this page, 200, until its context is up (Spark 3.3+, SparkUI). */
export const isStarting = (body: string): boolean => body.length < 10_000 && body.includes('Spark is starting up');
