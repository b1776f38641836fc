import type { Cluster } from '#model/cluster.js';
import type { Job } from '#model/job.js';
import { formatCores } from '#units/cores.js';

import { defineRule, type Exhibit } from '../define-rule.js';

/** Batches in a row by which a stream is late: it needs what it has. */
const LATE = 3;
const BUSY = 0.7;

export default defineRule({
  id: 'capacity/cores-to-give-back',
  severity: 'info',
  summary: 'The reserve is not kept, and some jobs could give cores back.',
  why: `
What served others well: 30 % of the cores free, so that a restart, a second job or a lost worker finds room; jobs of one
size; and more workers rather than more cores a job. A job of one core runs its tasks one after the other, which a stream
with a trigger of seconds seldom notices.`,
  proof: 'Cores granted to each job beside the cluster\'s, and what its executors\' tasks used where its driver tells.',
  lookAlikes: 'Advice, not an illness: a job that needs its cores keeps them, and the cluster needs a worker more.',
  remedy: 'Lower --total-executor-cores and --executor-cores of these jobs in the file, `docker compose up -d` them; or add a worker.',
  needs: ['cluster'],
  causes: ['capacity/low-headroom', 'capacity/cores-used'],
  check: ({ cluster, jobs, services, streams, takenAt }, { headroom }) => {
    if (cluster === undefined || cluster.cores === 0) return { examined: 0, observations: [] };
    const reserve = Math.ceil(cluster.cores * headroom);
    const free = cluster.cores - cluster.coresUsed;
    // What is older than its file, or down, is mended first: then the picture is another.
    const unsettled = jobs.some(asksLessInFile) || cluster.unregistered.length > 0 || services.some(({ role, replicas }) => role === 'worker' && replicas.some(({ running }) => !running));
    if (free >= reserve || unsettled) return { examined: 1, observations: [] };
    const late = new Set(streams.filter(({ backlog, fallingBehind }) => (backlog?.behindFor ?? 0) >= LATE || (fallingBehind?.count ?? 0) >= LATE).map(({ job }) => job));
    const givers = jobs.flatMap((job) => {
      const use = useOf(job, takenAt);
      const spare = late.has(job) ? 0 : spareOf(job, use);
      return spare > 0 ? [{ job, spare, use }] : [];
    });
    const spare = givers.reduce((sum, one) => sum + one.spare, 0);
    const shown = [...givers].sort((a, b) => (a.use ?? Infinity) - (b.use ?? Infinity));
    const worker = Math.max(...cluster.alive.map(({ cores }) => cores));
    const message =
      spare === 0
        ? `no job has a core to spare: one more worker of ${formatCores(worker)} gives ${percent(free + worker, cluster.cores + worker)} headroom`
        : `${givers.map(({ job }) => job.label).join(', ')} could give ${formatCores(spare)} back: then ${String(cluster.coresUsed - spare)} of ${String(cluster.cores)} would be used, ${percent(free + spare, cluster.cores)} headroom`;
    return {
      examined: 1,
      observations: [
        {
          subject: { kind: 'cluster' as const, name: cluster.master.document.url },
          message,
          exhibits: [reserveOf(cluster, headroom, reserve), ...shown.slice(0, 10).map(({ job, spare: own, use }) => ({ label: `${job.label} holds ${formatCores(job.application?.coresGranted ?? 0)}${use === undefined ? '' : `, its tasks keep ${use.toFixed(2)} busy`}: ${formatCores(own)} to give`, plane: 'granted' as const }))],
          remedy: { summary: spare === 0 ? 'add a worker: more workers rather than more cores a job' : `lower --total-executor-cores of ${shown.map(({ job }) => job.label).join(', ')}, or add a worker`, actions: [] },
          blames: [{ kind: 'cluster' as const, name: cluster.master.document.url }],
        },
      ],
    };
  },
});

const percent = (part: number, whole: number) => `${String(Math.round((part / whole) * 100))} %`;

const reserveOf = ({ cores, coresUsed, master }: Cluster, headroom: number, reserve: number): Exhibit => ({
  label: `${master.ui}/json/: ${String(coresUsed)} of ${formatCores(cores)} used; a reserve of ${String(Math.round(headroom * 100))} % is ${formatCores(reserve)}`,
  plane: 'granted',
});

/** All but one; but not so many that its tasks would keep more than {@link BUSY} of the rest busy. */
const spareOf = ({ application }: Job, use: number | undefined): number => (application?.coresGranted ?? 0) - Math.max(1, Math.ceil((use ?? 0) / BUSY));

function asksLessInFile({ application, declaredRequest }: Job): boolean {
  return typeof declaredRequest?.coresMax === 'number' && declaredRequest.coresMax < (application?.coresGranted ?? 0);
}

/** Cores that the tasks of its executors kept busy since these began. */
function useOf({ application }: Job, now: Date): number | undefined {
  const executors = application?.driver?.executors?.filter(({ id, isActive }) => id !== 'driver' && isActive) ?? [];
  const began = executors.map(({ addTime }) => Date.parse((addTime ?? '').replace('GMT', 'Z'))).filter((time) => !Number.isNaN(time));
  if (began.length === 0) return undefined;
  return executors.reduce((sum, { totalDuration }) => sum + totalDuration, 0) / Math.max(1, now.getTime() - Math.min(...began));
}
