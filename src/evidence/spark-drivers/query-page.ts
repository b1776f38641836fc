import * as z from 'zod/mini';

import { present } from '../present.js';

import type { StreamBatch } from './schema.js';

const pointsSchema = z.array(z.object({ x: z.number(), y: z.number() }));
/** Enough to see a backlog grow; the page holds the last hundred (`spark.sql.streaming.numRecentProgressUpdates`). */
const KEPT = 20;
const COMMITS = ['walCommit', 'commitOffsets', 'commitBatch'];

/**
 * Batches out of the page of one query, `/StreamingQuery/statistics/?id=<run id>` (Spark 3.0 on; read on 3.3.4, 3.5.3 and
 * 4.3.0), which draws them from lists in a script: `drawTimeline('#input-rate-timeline', v1, ...)`. It is there whatever the
 * level of the log and whatever metrics are on; rows that went out are not on it. A rate that cannot be told is 0 there.
 */
export function parseQueryPage(html: string): readonly StreamBatch[] {
  const [input, processing, rows, durations] = ['input-rate', 'process-rate', 'input-rows', 'batch-duration'].map((name) => pointsOf(html, name));
  const commits = commitsOf(html);
  const batches = (durations ?? []).map(({ x, y }, at): StreamBatch => ({
    at: x,
    rowsIn: rows?.[at]?.y ?? 0,
    inputRate: input?.[at]?.y ?? 0,
    processingRate: processing?.[at]?.y ?? 0,
    duration: y,
    ...present({ commit: commits.length === durations?.length ? commits[at] : undefined }),
  }));
  return batches.slice(-KEPT);
}

function pointsOf(html: string, timeline: string): z.output<typeof pointsSchema> | undefined {
  const variable = new RegExp(`drawTimeline\\('#${timeline}-timeline', (v\\d+),`).exec(html)?.[1];
  return variable === undefined ? undefined : pointsSchema.safeParse(parseJson(listNamed(html, variable))).data;
}

/** `[{x: "21:43:37.256", "addBatch": "7529.0", "walCommit": "166.0"}, ...]`, which is no JSON. */
function commitsOf(html: string): readonly (number | undefined)[] {
  const variable = /drawAreaStack\('#duration-area-stack', v\d+, (v\d+)[,)]/.exec(html)?.[1];
  const entries = variable === undefined ? [] : listNamed(html, variable).split('{x:').slice(1);
  return entries.map((entry) => {
    const parts = COMMITS.flatMap((name) => new RegExp(`"${name}": "([\\d.]+)"`).exec(entry)?.[1] ?? []);
    return parts.length === 0 ? undefined : parts.reduce((sum, part) => sum + Number(part), 0);
  });
}

function listNamed(html: string, variable: string): string {
  const start = html.indexOf(`var ${variable} = [`);
  const end = html.indexOf(';', start);
  return start === -1 || end === -1 ? '' : html.slice(html.indexOf('[', start), end);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
