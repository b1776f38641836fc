import type { DockerContainer } from '#evidence/docker/schema.js';

import { defineRule, type Observation } from '../define-rule.js';
import { checkpointOf } from '../parts/checkpoints.js';
import { gathered } from '../parts/seen.js';
import { subjectOf } from '../parts/streams.js';

export default defineRule({
  id: 'streaming/checkpoint-on-ephemeral-path',
  severity: 'warning',
  summary: 'The checkpoint of a stream lies inside its container and goes with it.',
  why: `
A checkpoint holds what was read and what was written. \`docker compose up -d\` with an edit makes a new container with an
empty layer: the stream begins anew, reads everything twice or skips what came meanwhile. A restart keeps the layer, so
nobody notices before the first recreation.`,
  proof: 'The checkpoint\'s path in the configuration, arguments or environment of the job, beside the mounts of its container.',
  lookAlikes: 'Object stores and HDFS need no mount. A console query that is meant to forget needs no checkpoint.',
  remedy: 'Mount a named volume at the path (in the driver and, for stateful queries, in every worker), then `docker compose up -d SERVICE`.',
  needs: ['docker'],
  check: (model) => {
    const jobs = model.jobs.filter(({ container }) => container !== undefined);
    const named = jobs.flatMap((job) => {
      const checkpoint = checkpointOf(job);
      return checkpoint === undefined || job.container === undefined ? [] : [{ job, checkpoint, container: job.container }];
    });
    const hidden = jobs.filter((job) => !named.some((one) => one.job === job) && model.streams.some((stream) => stream.job === job));
    return {
      examined: named.length,
      observations: named.flatMap(({ job, checkpoint: { path, seenIn }, container }): Observation[] => {
        if (isKept(path, container)) return [];
        return [
          {
            subject: subjectOf({ job }),
            message: `the checkpoint ${path} of ${job.label} is inside its container: recreating it loses the stream's place`,
            exhibits: [
              { label: `${seenIn} names ${path}`, plane: 'deployed' },
              { label: `mounts: ${(container.Mounts ?? []).map(({ Destination }) => Destination).join(', ') || 'none'}`, plane: 'deployed' },
            ],
            remedy: { summary: `mount a named volume at ${path} in ${job.label}`, actions: [] },
          },
        ];
      }),
      unknown: gathered(hidden.map(({ label }) => label), (names) => `the checkpoints of ${names}: they are set in code`),
    };
  },
});

/** A tmpfs is a mount and forgets all the same. */
function isKept(path: string, { Mounts }: DockerContainer): boolean {
  return (Mounts ?? []).some(({ Destination, Type }) => Type !== 'tmpfs' && (path === Destination || path.startsWith(`${Destination.replace(/\/$/, '')}/`)));
}
