import { formatDuration } from '#units/duration.js';

import { defineRule, type Observation } from '../define-rule.js';
import { gathered } from '../parts/seen.js';
import { queryName, subjectOf } from '../parts/streams.js';

const BATCHES = 3;

export default defineRule({
  id: 'streaming/slow-commit',
  severity: 'warning',
  summary: 'A stream needs more than a second a batch to write its logs of offsets and commits.',
  why: `
Before and after each batch Spark writes a small file into the checkpoint and renames it. On an object store, a network
mount or a disk that is busy that takes longer than the batch's own work.`,
  proof: '`durationMs.walCommit`, `commitOffsets` and `commitBatch` of the last batches in the driver\'s progress log.',
  lookAlikes: 'A slow `addBatch` is the work itself: `streaming/falling-behind`.',
  remedy: 'Put the checkpoint on a faster volume, a longer trigger, or (Spark 3.4+) spark.sql.streaming.asyncProgressTrackingEnabled.',
  needs: ['cluster'],
  check: ({ streams }, { commitLatency }) => {
    const timed = streams.map((stream) => ({ stream, commits: stream.batches.flatMap(({ commit }) => (commit === undefined ? [] : [commit])).slice(-BATCHES) }));
    const blind = timed.filter(({ commits }) => commits.length === 0);
    return {
      examined: timed.length - blind.length,
      observations: timed.flatMap(({ stream, commits }): Observation[] => {
        const least = commits.reduce((a, b) => (a < b ? a : b), commits[0] ?? commitLatency);
        if (commits.length < BATCHES || least <= commitLatency) return [];
        return [
          {
            subject: subjectOf(stream),
            message: `${queryName(stream)} of ${stream.job.label} needs ${commits.map((commit) => `${(commit / 1000).toFixed(1)} s`).join(', ')} to commit its last batches, more than ${formatDuration(commitLatency)}`,
            exhibits: [{ label: `progress log: walCommit and commitOffsets ${commits.map(String).join(', ')} ms`, plane: 'granted' }],
            remedy: { summary: `put the checkpoint of ${queryName(stream)} on a faster volume, or make its trigger longer`, actions: [] },
          },
        ];
      }),
      unknown: gathered(blind.map(({ stream }) => `${queryName(stream)} of ${stream.job.label}`), (names) => `how long ${names} commits: its page or its log at INFO would tell`),
    };
  },
});
