import { lineOf } from '#model/log-lines.js';

import { defineRule, type Observation } from '../define-rule.js';
import { subjectOf } from '../parts/streams.js';

export default defineRule({
  id: 'streaming/source-offsets-gone',
  severity: 'warning',
  summary: 'The offsets that a stream saved no longer exist at its source.',
  why: `
A checkpoint names offsets of a topic. When the topic was made anew, its retention passed while the stream stood still,
or the broker lost its volume, they are gone: the query fails, or with failOnDataLoss=false skips what it never read.`,
  proof: '"OffsetOutOfRange", "Some data may have been lost" or KAFKA_DATA_LOSS in the driver\'s log.',
  lookAlikes: 'startingOffsets does nothing once a checkpoint exists. failOnDataLoss=false hides the same loss: it is only a warning in the log then.',
  remedy: 'Decide: a new checkpoint and startingOffsets, or failOnDataLoss=false; give the broker a volume and a retention longer than an outage.',
  needs: ['docker'],
  check: (model) => {
    const jobs = model.jobs.filter(({ container }) => container !== undefined);
    const read = jobs.filter(({ container }) => model.containers.get(container?.Id ?? '')?.log !== undefined);
    return {
      examined: read.length,
      observations: read.flatMap((job): Observation[] => {
        const line = lineOf(model.containers.get(job.container?.Id ?? '')?.log, 'offsets-gone');
        if (line === undefined) return [];
        return [
          {
            subject: subjectOf({ job }),
            message: `${job.label} asks its source for offsets that are gone: rows were lost, or the query stops`,
            exhibits: [{ label: `log, ${String(line.count)} times: ${line.text.trim().slice(0, 300)}` }],
            remedy: { summary: `decide on a new checkpoint or failOnDataLoss for ${job.label}; give the broker a volume`, actions: [] },
          },
        ];
      }),
      unknown: jobs.filter((job) => !read.includes(job) && model.streams.some((stream) => stream.job === job)).map(({ label }) => `whether the offsets of ${label} still exist: its log was not read`),
    };
  },
});
