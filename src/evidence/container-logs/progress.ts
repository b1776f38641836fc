import * as z from 'zod/mini';

import type { StreamProgress } from './schema.js';

const BEGIN = 'Streaming query made progress: {';
/** A line of the usual layout in the midst of a block comes from another thread. */
const LOG_LINE = /^\d\d\/\d\d\/\d\d \d\d:\d\d:\d\d/;
const MOST_LINES = 2000;
const MOST_CHARACTERS = 512 * 1024;

/** Finds StreamingQueryProgress blocks in a log, line by line: pretty-printed over many lines in text, in one message of structured logs. */
export interface ProgressReader {
  /** The block that ended with this line. */
  readonly take: (line: string) => StreamProgress | undefined;
  readonly isWithin: () => boolean;
}

export function progressReader(): ProgressReader {
  let block: { text: string; lines: number; open: number } | undefined;
  return {
    take(line) {
      const at = line.indexOf(BEGIN);
      const begun = at === -1 ? undefined : line.slice(at + BEGIN.length - 1);
      if (begun !== undefined) block = { text: '', lines: 0, open: 0 };
      else if (block === undefined || LOG_LINE.test(line)) return undefined;

      const part = begun ?? line;
      block.text += `${part}\n`;
      block.open += bracesOf(part);
      if (block.open > 0 && ++block.lines < MOST_LINES && block.text.length < MOST_CHARACTERS) return undefined;
      const { text } = block;
      block = undefined;
      return parseProgress(text);
    },
    isWithin: () => block !== undefined,
  };
}

/** Opening less closing braces. Those in strings do not count; a string does not go on over a line. */
function bracesOf(line: string): number {
  let open = 0;
  for (const character of line.replace(/"(?:\\.|[^"\\])*"/g, '')) open += character === '{' ? 1 : character === '}' ? -1 : 0;
  return open;
}

const number = z.optional(z.number());
const progressSchema = z.object({
  id: z.string(),
  name: z.nullish(z.string()),
  batchId: z.number(),
  timestamp: z.string(),
  numInputRows: z.number(),
  inputRowsPerSecond: number,
  processedRowsPerSecond: number,
  durationMs: z.optional(z.record(z.string(), z.number())),
  sources: z.optional(z.array(z.object({ metrics: z.nullish(z.object({ maxOffsetsBehindLatest: z.optional(z.string()) })) }))),
  sink: z.nullish(z.object({ numOutputRows: number })),
});

/** Undefined where lines of another thread broke the block. */
export function parseProgress(text: string): StreamProgress | undefined {
  const { data } = progressSchema.safeParse(parseJson(text));
  if (data === undefined) return undefined;
  const { inputRowsPerSecond, processedRowsPerSecond, durationMs = {} } = data;
  const { triggerExecution } = durationMs;
  const commit = commitOf(durationMs);
  const offsetsBehind = behindOf(data.sources ?? []);
  const numOutputRows = data.sink?.numOutputRows;
  return {
    query: data.name ?? data.id,
    batchId: data.batchId,
    timestamp: data.timestamp,
    numInputRows: data.numInputRows,
    ...(inputRowsPerSecond === undefined ? {} : { inputRate: inputRowsPerSecond }),
    ...(processedRowsPerSecond === undefined ? {} : { processingRate: processedRowsPerSecond }),
    ...(triggerExecution === undefined ? {} : { triggerExecution }),
    ...(commit === undefined ? {} : { commit }),
    ...(numOutputRows === undefined ? {} : { numOutputRows }),
    ...(offsetsBehind === undefined ? {} : { offsetsBehind }),
  };
}

/** Kafka's metrics come as texts (KafkaMicroBatchStream.metrics, Spark 3.2 on). */
function behindOf(sources: readonly { readonly metrics?: { readonly maxOffsetsBehindLatest?: string | undefined } | null | undefined }[]): number | undefined {
  const told = sources.flatMap(({ metrics }) => metrics?.maxOffsetsBehindLatest ?? []).map(Number).filter(Number.isFinite);
  return told.length === 0 ? undefined : told.reduce((sum, offsets) => sum + offsets, 0);
}

/** What of a batch goes into the logs of offsets and commits: walCommit (2.x on), commitOffsets (3.5 on), commitBatch (4.x). */
function commitOf({ walCommit, commitOffsets, commitBatch }: Readonly<Record<string, number | undefined>>): number | undefined {
  const parts = [walCommit, commitOffsets, commitBatch].filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : parts.reduce((sum, part) => sum + part, 0);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
