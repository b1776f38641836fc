import type { Model } from '#model/model.js';
import { formatDuration, type Millis } from '#units/duration.js';

import { defineRule, type Observation } from '../define-rule.js';
import { logOf, replicasOf, service, upFor, type Placed } from '../parts/seen.js';

const DAY = 86_400_000 as Millis;
const CLEANED = /spark\.worker\.cleanup\.enabled=(true|false)/;

export default defineRule({
  id: 'lifecycle/work-dir-growing',
  severity: 'warning',
  summary: 'A worker fills its container\'s own layer with the work directories of applications, or has filled the disk.',
  why: `
A worker keeps jars, stdout and stderr of every executor under SPARK_HOME/work, and shuffle files under SPARK_LOCAL_DIRS.
Before Spark 4 nothing removes them (spark.worker.cleanup.enabled is false); on the container's layer they grow in the
engine's data root until it is full.`,
  proof: '"No space left on device" in a log; else a worker up for days, cleanup off, and no volume at its work directory.',
  lookAlikes: 'Inodes can be used up while bytes are free. Cleanup removes what belongs to ended applications only, never to a stream that runs.',
  remedy: 'SPARK_WORKER_OPTS="-Dspark.worker.cleanup.enabled=true -Dspark.worker.cleanup.appDataTtl=86400" on the workers, and a volume for SPARK_LOCAL_DIRS.',
  needs: ['docker'],
  check: (model) => {
    const placed = replicasOf(model, 'worker', 'job');
    const full = placed.flatMap((one) => outOfSpace(one, model));
    const workers = placed.filter(({ service: { role } }) => role === 'worker');
    return { examined: workers.length, observations: [...full, ...workers.filter(({ service: { name } }) => !full.some(({ subject }) => subject.name === name)).flatMap((one) => uncleaned(one, model))] };
  },
});

function outOfSpace({ service: own, replica }: Placed, model: Model): Observation[] {
  const mark = logOf(model, replica)?.marks['no-space'];
  if (mark === undefined) return [];
  return [
    {
      subject: service(own.name),
      message: `ran out of disk: ${mark.line.trim().slice(0, 120)}`,
      exhibits: [{ label: `log of ${replica.name}, ${String(mark.count)} times, last at ${mark.last ?? 'an unknown time'}`, plane: 'deployed' }, { label: `docker system df, docker ps -s --filter name=${replica.name} would show what fills it` }],
      remedy: { summary: 'free the disk of the engine; turn on spark.worker.cleanup.enabled and mount a volume for SPARK_LOCAL_DIRS', actions: [] },
    },
  ];
}

function uncleaned({ service: own, replica }: Placed, model: Model): Observation[] {
  const up = upFor(model, replica);
  const { environment, argv } = replica.deployed.view;
  const told = CLEANED.exec([environment.get('SPARK_WORKER_OPTS'), environment.get('SPARK_DAEMON_JAVA_OPTS'), ...argv].join(' '))?.[1];
  const major = Number(model.cluster?.sparkVersion?.split('.')[0]);
  if (up === undefined || up < 7 * DAY || told === 'true' || (told === undefined && !(major < 4))) return [];
  const work = environment.get('SPARK_WORKER_DIR') ?? '/work';
  if ((replica.container.Mounts ?? []).some(({ Destination }) => Destination.endsWith('/work') || Destination === work)) return [];
  return [
    {
      subject: service(own.name),
      severity: 'info',
      message: `keeps the work directory of every application since ${formatDuration(up)} on its container's own layer: cleanup is off`,
      exhibits: [{ label: 'no spark.worker.cleanup.enabled in SPARK_WORKER_OPTS, no volume at its work directory', plane: 'deployed' }, { label: `docker ps -s --filter name=${replica.name} shows how much it is` }],
      remedy: { summary: `set SPARK_WORKER_OPTS=-Dspark.worker.cleanup.enabled=true in ${own.name}`, actions: [] },
    },
  ];
}
