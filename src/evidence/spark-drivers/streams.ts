import * as z from 'zod/mini';

import { readTables } from '../http/html-table.js';
import { present } from '../present.js';

import type { DriverStream as Stream } from './schema.js';

const metricsSchema = z.object({ gauges: z.record(z.string(), z.object({ value: z.unknown() })) });
/** `<namespace>.driver.spark.streaming.<query>.<gauge>` (MetricsReporter.scala); a query's name may hold dots. */
const GAUGE = /\.driver\.spark\.streaming\.(.+)\.(inputRate-total|processingRate-total|latency)$/;

/** Streams out of `/metrics/json/`: there only with `spark.sql.streaming.metricsEnabled=true`. */
export function readStreamMetrics(value: unknown): readonly Stream[] {
  const parsed = metricsSchema.safeParse(value);
  const queries = new Map<string, Map<string, number>>();
  for (const [key, gauge] of Object.entries(parsed.success ? parsed.data.gauges : {})) {
    const [, query, name] = GAUGE.exec(key) ?? [];
    if (query === undefined || name === undefined || typeof gauge.value !== 'number') continue;
    queries.set(query, (queries.get(query) ?? new Map<string, number>()).set(name, gauge.value));
  }
  return [...queries]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([query, gauges]) => ({
      query,
      source: 'metrics',
      ...present({ inputRate: gauges.get('inputRate-total'), processingRate: gauges.get('processingRate-total'), latency: gauges.get('latency') }),
    }));
}

/**
 * Running queries out of the page `/StreamingQuery/` (Spark 3.0+): averages since the query began, NaN before its
 * first batch. A query without a name goes by its id.
 */
export function parseStreamingPage(html: string): readonly Stream[] {
  const rows = [...readTables(html)].flat().filter((row) => row.get('Status') === 'RUNNING' && row.has('Run ID'));
  return rows
    .map((row): Stream => {
      const name = row.get('Name') ?? '';
      return {
        query: name === '' || name === '<no name>' ? (row.get('ID') ?? '') : name,
        source: 'streaming-page',
        ...present({ runId: row.get('Run ID'), inputRate: rate(row.get('Avg Input /sec')), processingRate: rate(row.get('Avg Process /sec')) }),
      };
    })
    .sort((a, b) => (a.query < b.query ? -1 : 1));
}

function rate(text: string | undefined): number | undefined {
  const value = Number(text ?? '');
  return text === undefined || text === '' || Number.isNaN(value) ? undefined : value;
}
