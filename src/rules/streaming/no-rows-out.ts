import type { Stream } from '#model/streams/stream.js';

import { defineRule, type Observation } from '../define-rule.js';
import { gathered } from '../parts/seen.js';
import { queryName, subjectOf } from '../parts/streams.js';

const BATCHES = 2;

export default defineRule({
  id: 'streaming/no-rows-out',
  severity: 'warning',
  summary: 'A stream reads rows and writes none.',
  why: `
A filter that never matches, a join that finds nothing, a watermark that drops everything as late: the query runs, is
fast, has no failed task, and its sink stays empty.`,
  proof: '`numInputRows` above 0 and `sink.numOutputRows` 0 over the batches in the driver\'s progress log.',
  lookAlikes: 'Files, foreachBatch and every V1 sink report no count (-1): that is unknown, not none. An aggregation in append mode writes only once its watermark passes.',
  remedy: 'Look at the filter, the join and the watermark; count what comes out with a second query into the console sink.',
  needs: ['cluster'],
  check: ({ streams }) => {
    const told = streams.filter(({ rows }) => rows !== undefined && rows.in > 0 && rows.out !== undefined);
    const uncounted = streams.filter(({ rows }) => rows?.sinkCounts === false && rows.in > 0);
    const unseen = streams.filter(({ rows }) => rows?.sinkCounts === undefined);
    return {
      examined: told.length,
      observations: told.flatMap((stream): Observation[] => {
        const { rows, job } = stream;
        if (rows === undefined || rows.out !== 0 || rows.batches < BATCHES) return [];
        return [
          {
            subject: subjectOf(stream),
            message: `${queryName(stream)} of ${job.label} read ${String(rows.in)} rows in ${String(rows.batches)} batches and wrote none`,
            exhibits: [{ label: `progress log: numInputRows ${String(rows.in)}, numOutputRows 0`, plane: 'granted' }],
            remedy: { summary: `look at the filter, join and watermark of ${queryName(stream)}`, actions: [] },
          },
        ];
      }),
      unknown: [
        ...gathered(uncounted.map(wordsOf), (names) => `whether rows come out of ${names}: the sink (files, foreachBatch) reports no count`),
        ...gathered(unseen.map(wordsOf), (names) => `whether rows come out of ${names}: only the log at INFO tells`),
      ],
    };
  },
});

const wordsOf = (stream: Stream) => `${queryName(stream)} of ${stream.job.label}`;
