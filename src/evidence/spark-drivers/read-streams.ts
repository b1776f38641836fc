import { inTurns } from '../http/in-turns.js';
import { parseJson } from '../http/json-answer.js';

import { PAGE_LIMIT, PAGE_TIMEOUT, type Call } from './call.js';
import { parseQueryPage } from './query-page.js';
import type { DriverStream } from './schema.js';
import { parseStreamingPage, readStreamMetrics } from './streams.js';

/** An application of more queries than this is read in part. */
const QUERIES = 10;
const AT_ONCE = 3;

/** The driver's streams: which there are by its page, the last batch by its metrics where they are on, and the batches by each query's own page. */
export async function readStreams(call: Call, base: string, subject: string): Promise<readonly DriverStream[]> {
  const [metrics, page] = await Promise.all([readMetrics(call, base), readPage(call, `${base}/StreamingQuery/`, subject)]);
  const listed = page === undefined ? [] : parseStreamingPage(page);
  const batches = new Map(
    await inTurns(listed.slice(0, QUERIES), AT_ONCE, async ({ query, runId }) => {
      const own = runId === undefined ? undefined : await readPage(call, `${base}/StreamingQuery/statistics/?id=${encodeURIComponent(runId)}`, subject);
      return [query, own === undefined ? [] : parseQueryPage(own)] as const;
    }),
  );
  const measured = new Set(metrics.map(({ query }) => query));
  const streams = [...metrics, ...listed.filter(({ query }) => !measured.has(query))].sort((a, b) => (a.query < b.query ? -1 : 1));
  return streams.map((stream) => ({ ...stream, query: call.context.redactor.text(stream.query), ...batchesOf(batches.get(stream.query) ?? []) }));
}

const batchesOf = (batches: ReturnType<typeof parseQueryPage>) => (batches.length === 0 ? {} : { batches: [...batches] });

async function readMetrics({ context, watch }: Call, base: string): Promise<readonly DriverStream[]> {
  if (watch.left() === 0) return [];
  const json = parseJson(await context.http.get(`${base}/metrics/json/`, { signal: context.signal, timeout: Math.min(watch.left(), PAGE_TIMEOUT), limit: PAGE_LIMIT }));
  return json.kind === 'json' ? readStreamMetrics(json.value) : [];
}

/** An application without streams has no such page, and its UI leads to another, which is of no use. */
async function readPage({ context, watch, gaps }: Call, url: string, subject: string): Promise<string | undefined> {
  const page = watch.left() === 0 ? ({ kind: 'timed-out' } as const) : await context.http.get(url, { signal: context.signal, timeout: Math.min(watch.left(), PAGE_TIMEOUT), limit: PAGE_LIMIT, redirects: 0 });
  if (page.kind === 'timed-out') gaps.push({ subject, detail: 'page of its streams: no answer in time' });
  return page.kind === 'answered' && page.status === 200 ? page.body : undefined;
}
