import { nameOf, type Worker } from '#model/cluster.js';
import { remedyActions } from '#model/drift-remedy.js';
import type { Model } from '#model/model.js';
import { formatBytes } from '#units/bytes.js';
import { formatCores } from '#units/cores.js';

import { defineRule, type Exhibit, type Observation } from '../define-rule.js';

export default defineRule({
  id: 'drift/worker-size-stale',
  severity: 'warning',
  summary: 'A worker offers the master another size than its settings declare.',
  why: `
A worker tells the master its cores and memory once, when it registers. The master keeps that offer until the worker
registers anew, so an edit of \`SPARK_WORKER_CORES\` or \`SPARK_WORKER_MEMORY\`, or a worker container that was replaced
while the master still lists the old one, leaves the cluster at the former size.`,
  proof: 'The master\'s `workers[].cores` and `memory`, joined to a container by address, beside `-c`/`-m` and SPARK_WORKER_* of the file and of the container.',
  lookAlikes: 'A worker without these settings offers what its JVM sees: that is no drift but a size nobody declared. A command-line flag wins over the variable.',
  remedy: '`docker compose up -d WORKER` when the file was edited, `docker compose restart WORKER` when the container has the new size and the worker registered before.',
  needs: ['cluster', 'compose', 'docker'],
  causes: ['drift/stale-environment', 'drift/stale-command', 'drift/stale-limits'],
  check: (model) => {
    const workers = model.cluster?.alive ?? [];
    const unknown = workers.filter(({ service }) => service === undefined).map(({ id }) => `which service worker ${id} is`);
    return { examined: workers.length - unknown.length, observations: workers.flatMap((worker) => observe(worker, model)), unknown };
  },
});

function observe(worker: Worker, model: Model): Observation[] {
  const { service, replica } = worker;
  const declared = service?.declared?.worker;
  const deployed = replica?.deployed.worker;
  if (service === undefined || replica === undefined) return [];
  const parts = [
    part('cores', declared?.cores, deployed?.cores, worker.cores, formatCores),
    part('memory', declared?.memory, deployed?.memory, worker.memory, (amount) => formatBytes(amount as typeof worker.memory)),
  ].filter((found) => found !== undefined);
  const [first, ...rest] = parts;
  if (first === undefined) return [];
  const drift = model.drift.get(service.name);
  const sameFile = parts.every(({ stale }) => !stale);
  return [
    {
      subject: { kind: 'worker', name: worker.id },
      message: `worker ${nameOf(worker)} offers ${parts.map(({ text }) => text).join(' and ')}`,
      exhibits: [...first.exhibits, ...rest.flatMap(({ exhibits }) => exhibits)],
      remedy: sameFile
        ? { summary: `restart ${service.name}: its container has the new size, the worker registered before`, actions: [{ kind: 'restart', service: service.name }] }
        : { summary: `recreate ${service.name} from the file`, actions: drift === undefined ? [{ kind: 'up', service: service.name }] : remedyActions(drift) },
      blames: [{ kind: 'service', name: service.name }],
    },
  ];
}

/** The file's value wins over the container's: what the worker should offer. `stale`: the container itself has another. */
function part(name: string, declared: number | undefined, deployed: number | undefined, offered: number, format: (amount: number) => string) {
  const wanted = declared ?? deployed;
  if (wanted === undefined || wanted === offered) return undefined;
  const exhibits: readonly [Exhibit, ...Exhibit[]] = [
    { label: `${name} ${format(wanted)} is what ${declared === undefined ? 'the container' : 'the file'} says`, plane: declared === undefined ? 'deployed' : 'declared' },
    { label: `the worker registered with ${format(offered)}`, plane: 'granted' },
  ];
  return { text: `${format(offered)} where ${declared === undefined ? 'its container' : 'the file'} says ${format(wanted)}`, exhibits, stale: deployed !== wanted };
}
