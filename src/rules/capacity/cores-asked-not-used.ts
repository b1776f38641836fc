import { containerName } from '#model/spark-service.js';
import type { Job } from '#model/job.js';
import type { Model } from '#model/model.js';
import { formatCores } from '#units/cores.js';
import { formatDuration, millis, minutes } from '#units/duration.js';

import { defineRule, type Observation } from '../define-rule.js';
import { gathered } from '../parts/seen.js';
import type { Thresholds } from '../thresholds.js';

/** The first minutes load classes and say nothing. */
const WINDOW = minutes(5);

export default defineRule({
  id: 'capacity/cores-asked-not-used',
  severity: 'warning',
  summary: 'An application holds several cores and its tasks and driver use next to none.',
  why: `
Cores are granted for as long as an application lives, whether it has tasks or not. A job that asks for two or more and
keeps less than a tenth of one processor busy takes them from others.`,
  proof: 'Task time of its executors (`totalDuration` in the driver\'s REST) over their age, and processor time of the driver\'s container.',
  lookAlikes: 'A nightly job is idle by day and needs its cores at night. Waiting for a slow source uses cores of Spark and no processor.',
  remedy: 'Lower --total-executor-cores to 1, or let dynamic allocation give executors back.',
  needs: ['cluster', 'spark-drivers'],
  causes: ['scheduling/greedy-application', 'scheduling/idle-executors-kept', 'network/executors-cannot-reach-driver', 'drift/stale-command'],
  check: (model, thresholds) => {
    const held = model.jobs.filter(({ application }) => application !== undefined && application.coresGranted >= thresholds.idleCores.cores && application.age >= WINDOW);
    const blind = held.filter(({ application }) => application?.driver?.executors === undefined);
    const unknown = gathered(blind.map(({ label }) => label), (names) => `what the executors of ${names} do: the driver's REST did not answer`);
    return { examined: held.length - blind.length, observations: held.flatMap((job) => observe(job, model, thresholds)), unknown };
  },
});

function observe(job: Job, model: Model, { idleCores }: Thresholds): Observation[] {
  const { application, container, service } = job;
  const executors = application?.driver?.executors?.filter(({ id, isActive }) => id !== 'driver' && isActive);
  if (application === undefined || executors === undefined || executors.length === 0) return [];
  const began = executors.map(({ addTime }) => Date.parse((addTime ?? '').replace('GMT', 'Z'))).filter((time) => !Number.isNaN(time));
  const age = model.takenAt.getTime() - Math.min(...began);
  if (began.length === 0 || age < WINDOW) return [];
  const tasks = executors.reduce((sum, { totalDuration }) => sum + totalDuration, 0) / age;
  const stats = service === undefined || container === undefined ? undefined : model.containers.get(container.Id)?.stats;
  const driver = stats?.cpuWindow?.cores ?? stats?.cpuAverage;
  const used = tasks + (driver ?? 0);
  if (used >= idleCores.share) return [];
  return [
    {
      subject: { kind: 'application', name: application.id },
      confidence: driver === undefined ? 'likely' : 'seen',
      message: `${job.label} holds ${formatCores(application.coresGranted)} and used ${used.toFixed(2)} of one over the last ${formatDuration(millis(age))}`,
      exhibits: [
        { label: `its executors' tasks kept ${tasks.toFixed(3)} cores busy since ${new Date(Math.min(...began)).toISOString().slice(11, 16)}`, plane: 'granted' },
        { label: driver === undefined ? `docker stats ${container === undefined ? '' : containerName(container)} would tell what its driver uses` : `its driver's container used ${driver.toFixed(3)} processors`, plane: 'deployed' },
      ],
      remedy: { summary: `let ${job.label} ask for 1 core: ${formatCores(application.coresGranted - 1)} come back`, actions: [] },
      blames: [{ kind: 'application', name: application.id }, ...(service === undefined ? [] : [{ kind: 'service' as const, name: service.name }])],
    },
  ];
}
