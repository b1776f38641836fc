import type { Model } from '#model/model.js';
import type { Stream } from '#model/streams/stream.js';
import { formatDuration, type Millis } from '#units/duration.js';

import { defineRule, type Observation } from '../define-rule.js';
import { gathered } from '../parts/seen.js';
import { queryName, rate, sourceWords, subjectOf } from '../parts/streams.js';

/** One slow batch after a start catches up by itself. */
const BATCHES = 3;
/** Rates differ a little from batch to batch. */
const BEHIND = 1.2;

export default defineRule({
  id: 'streaming/falling-behind',
  severity: 'warning',
  summary: 'A stream works off less than comes in, or its batches take longer than their trigger.',
  why: `
A micro-batch takes what has arrived since the last one. When it is slower than its input the next batch is larger and
slower still; with a trigger that every batch overruns by the same, the stream is late for ever but its backlog does not
grow. Causes are too few cores, too many shuffle partitions for them, or a slow sink.`,
  proof: 'At least 3 batches in a row with more input than processing per second, with growing input, or longer than the trigger; Spark\'s own "Current batch is falling behind".',
  lookAlikes: 'One slow batch after a restart catches up. Without a processing-time trigger batches run back to back and their length alone is no lag. Input equal to processing may still be late: look at the trigger.',
  remedy: 'More cores, fewer spark.sql.shuffle.partitions, maxOffsetsPerTrigger to bound a batch, or a longer trigger.',
  needs: ['cluster'],
  causes: ['drift/stale-command', 'drift/stale-environment', 'scheduling/application-waiting', 'cpu/worker-cpu-busy', 'network/executors-cannot-reach-driver'],
  check: (model) => {
    const blind = model.streams.filter(({ batches, inputRate, fallingBehind }) => batches.length === 0 && inputRate === undefined && fallingBehind === undefined);
    return {
      examined: model.streams.length - blind.length,
      observations: model.streams.flatMap((stream) => observe(stream, model)),
      unknown: gathered(blind.map((stream) => `${queryName(stream)} of ${stream.job.label}`), (names) => `the rates of ${names}: spark.sql.streaming.metricsEnabled=true would tell`),
    };
  },
});

function observe(stream: Stream, model: Model): Observation[] {
  const why = grows(stream) ?? overruns(stream) ?? warned(stream, model);
  const seen = why ?? lastBatchOf(stream);
  if (seen === undefined) return [];
  const { job } = stream;
  return [
    {
      subject: subjectOf(stream),
      confidence: why === undefined ? 'likely' : 'seen',
      message: `${queryName(stream)} of ${job.label} falls behind: ${seen}`,
      exhibits: [
        { label: `${sourceWords[stream.source]}: input ${rate(stream.inputRate)}/s, processing ${rate(stream.processingRate)}/s${stream.batchDuration === undefined ? '' : `, last batch ${formatDuration(stream.batchDuration)}`}`, plane: 'granted' },
        ...(why === undefined ? [{ label: 'one batch is seen: spark.sql.streaming.metricsEnabled tells only the last; the query\'s page and the log at INFO tell each' }] : []),
      ],
      remedy: { summary: `give ${job.label} more cores or fewer shuffle partitions, or bound its batches (maxOffsetsPerTrigger)`, actions: [] },
      blames: [subjectOf(stream), { kind: 'application', name: job.application?.id ?? '' }],
    },
  ];
}

function grows({ backlog }: Stream): string | undefined {
  if (backlog === undefined) return undefined;
  const { behindFor, growingFor, first, last } = backlog;
  if (behindFor >= BATCHES) return `in ${String(behindFor)} batches in a row more came in (last ${rate(last.inputRate)}/s) than was worked off (${rate(last.processingRate)}/s)`;
  return growingFor >= BATCHES ? `${String(growingFor)} batches in a row grew, from ${String(first.rowsIn)} to ${String(last.rowsIn)} rows` : undefined;
}

function overruns({ batches, trigger }: Stream): string | undefined {
  const last = batches.slice(-BATCHES);
  if (trigger === undefined || last.length < BATCHES || !last.every(({ duration }) => duration !== undefined && duration > trigger.interval)) return undefined;
  return `its last ${String(BATCHES)} batches took up to ${formatDuration(Math.max(...last.map(({ duration = 0 }) => duration)) as Millis)} against a trigger of ${formatDuration(trigger.interval)}`;
}

/** Spark warns of each batch that overruns; three of long ago were a start. */
function warned({ fallingBehind }: Stream, { takenAt }: Model): string | undefined {
  if (fallingBehind === undefined || fallingBehind.count < BATCHES || fallingBehind.last === undefined) return undefined;
  const { count, last, spent, trigger } = fallingBehind;
  const age = takenAt.getTime() - last.getTime();
  if (age > 3 * Math.max(spent, trigger)) return undefined;
  return `Spark warned ${String(count)} times that a batch overran its trigger of ${formatDuration(trigger)}, last by taking ${formatDuration(spent)}`;
}

function lastBatchOf({ source, inputRate = 0, processingRate, batches }: Stream): string | undefined {
  if (source !== 'metrics' || batches.length > 0 || processingRate === undefined || inputRate <= processingRate * BEHIND) return undefined;
  return `its last batch took in ${rate(inputRate)} rows/s and worked off ${rate(processingRate)}`;
}
