import type { Model } from '#model/model.js';
import { formatDuration, millis, minutes } from '#units/duration.js';

import { defineRule, type Observation } from '../define-rule.js';
import { logOf, logsCommand, replicasOf, service, upFor, type Placed } from '../parts/seen.js';

const GRACE = minutes(1);

export default defineRule({
  id: 'lifecycle/workers-follow-old-master',
  severity: 'warning',
  summary: 'Workers that were there before the master was recreated have not come back to it.',
  why: `
A recreated master has another address. A worker reconnects by the name it was given, but one that dials an address, or
whose JVM has cached the old one, retries where nobody is; after 16 tries it gives up.`,
  proof: 'A master container made after the worker started, a running worker that the master does not list as ALIVE, and its retries in the log.',
  lookAlikes: 'After a mere restart of the master workers are back within half a minute. A worker that never found its master is `cluster/worker-not-registered`.',
  remedy: '`docker compose restart WORKERS`; let them dial the master\'s service name, not an address.',
  needs: ['cluster', 'docker'],
  causes: ['network/master-url-unreachable', 'image/spark-build-mismatch'],
  check: (model) => {
    const [master] = replicasOf(model, 'master').filter(({ replica }) => replica.running && (model.cluster?.master.service === undefined || replica.container.Config.Labels?.['com.docker.compose.service'] === model.cluster.master.service));
    const workers = replicasOf(model, 'worker').filter(({ replica }) => replica.running);
    if (master === undefined) return { examined: 0, observations: [] };
    return { examined: workers.length, observations: workers.flatMap((worker) => observe(worker, master, model)) };
  },
});

function observe({ service: own, replica }: Placed, master: Placed, model: Model): Observation[] {
  const created = Date.parse(master.replica.container.Created);
  const started = Date.parse(replica.container.State.StartedAt ?? '');
  const up = upFor(model, master.replica);
  if (!(created > started) || up === undefined || up < GRACE) return [];
  if (model.cluster?.alive.some((worker) => worker.replica === replica || worker.service === undefined) === true) return [];
  const log = logOf(model, replica);
  const line = log?.marks['worker-retry'] ?? log?.marks['master-connect-failed'] ?? log?.marks['worker-master-lost'];
  if (log !== undefined && line === undefined) return [];
  return [
    {
      subject: service(own.name),
      confidence: line === undefined ? 'likely' : 'seen',
      message: `still dials the former master: ${master.replica.name} was recreated ${formatDuration(millis(model.takenAt.getTime() - created))} ago, and this worker started before`,
      exhibits: [
        { label: `${master.replica.name} created ${master.replica.container.Created}, ${replica.name} started ${replica.container.State.StartedAt ?? ''}`, plane: 'deployed' },
        { label: line === undefined ? `${logsCommand(own.name)} would show its retries` : `log: ${line.line.trim()}`, plane: 'deployed' },
      ],
      remedy: { summary: `restart ${own.name}: it looks the master up anew`, actions: [{ kind: 'restart', service: own.name }] },
      blames: [service(own.name)],
    },
  ];
}
