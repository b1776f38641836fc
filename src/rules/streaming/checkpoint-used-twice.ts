import type { Job } from '#model/job.js';
import { lineOf } from '#model/log-lines.js';

import { defineRule, type Observation } from '../define-rule.js';
import { checkpointOf } from '../parts/checkpoints.js';
import { subjectOf } from '../parts/streams.js';

export default defineRule({
  id: 'streaming/checkpoint-used-twice',
  severity: 'critical',
  summary: 'Two queries write one checkpoint.',
  why: `
Each batch claims its number in the checkpoint by a file. Two queries in one directory, two replicas of a job, or an
orphan of a renamed service, take each other's numbers: one fails with "Concurrent update to the log", or both lose rows.`,
  proof: '"Concurrent update to the log", CONCURRENT_STREAM_LOG_UPDATE or "Multiple streaming queries are concurrently using" in a driver\'s log; or, likely, two containers that run one and the same command with one path on one mount.',
  lookAlikes: 'Jobs that share a folder and make one below it for each query do not clash. One query that was restarted while its former run still ended writes the same line once.',
  remedy: 'Stop the duplicate; give every query a directory of its own.',
  needs: ['docker'],
  causes: ['drift/orphan-container'],
  check: (model) => {
    const jobs = model.jobs.filter(({ container }) => container !== undefined);
    const conflicts = jobs.flatMap((job): Observation[] => {
      const line = lineOf(model.containers.get(job.container?.Id ?? '')?.log, 'stream-log-conflict');
      return line === undefined ? [] : [observe(job, 'another query writes the checkpoint', `log: ${line.text.trim().slice(0, 300)}`)];
    });
    const shared = jobs.flatMap((job): Observation[] => {
      const place = placeOf(job);
      const other = place === undefined ? undefined : jobs.find((one) => one !== job && placeOf(one) === place);
      if (place === undefined || other === undefined || conflicts.some(({ subject }) => subject.name === subjectOf({ job }).name)) return [];
      return [{ ...observe(job, `${other.label} runs the same command and writes the same checkpoint`, `both run ${place}`), severity: 'warning', confidence: 'likely' }];
    });
    const found = [...conflicts, ...shared];
    const unread = jobs.filter((job) => model.streams.some((stream) => stream.job === job) && model.containers.get(job.container?.Id ?? '')?.log === undefined);
    return { examined: jobs.length - unread.length, observations: found.filter(({ subject }, at) => found.findIndex((one) => one.subject.name === subject.name) === at), unknown: unread.map(({ label }) => `whether another query writes the checkpoint of ${label}: its log was not read`) };
  },
});

function observe(job: Job, what: string, label: string): Observation {
  return {
    subject: subjectOf({ job }),
    message: `${what} of ${job.label}: one of them fails or loses rows`,
    exhibits: [{ label }],
    remedy: { summary: 'stop the duplicate, and give every query a checkpoint of its own', actions: [] },
    blames: [subjectOf({ job })],
  };
}

/** The command and where on the engine's machine its checkpoint is; undefined for what is inside the container, which nobody shares. */
function placeOf(job: Job): string | undefined {
  const path = checkpointOf(job)?.path;
  const mount = (job.container?.Mounts ?? []).find(({ Destination }) => path === Destination || path?.startsWith(`${Destination}/`) === true);
  const argv = job.replica?.deployed.view.argv;
  if (path === undefined || mount === undefined || argv === undefined || job.container?.State.Running !== true) return undefined;
  return `${argv.join(' ').slice(0, 200)} on ${mount.Source ?? mount.Name ?? ''}${path.slice(mount.Destination.length)}`;
}
