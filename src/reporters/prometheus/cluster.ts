import type { Plane, Report, ReportJob } from '#diagnosis/report.js';

import type { Metric, Sample } from '../parts/exposition.js';

/** What the master said; nothing where no master was seen. */
export function clusterMetrics({ project: { name: project }, cluster, jobs }: Report): readonly Metric[] {
  if (cluster === null || !cluster.seen) return jobMetrics(project, jobs);
  const { cores, memoryBytes, headroom, workers } = cluster;
  const amounts = ({ used, free }: { used: number; free: number }): readonly Sample[] => [
    { labels: { project, state: 'used' }, value: used },
    { labels: { project, state: 'free' }, value: free },
  ];
  return [
    { name: 'k2doctor_cluster_cores', help: 'Cores of ALIVE workers.', samples: amounts(cores) },
    { name: 'k2doctor_cluster_memory_bytes', help: 'Memory of ALIVE workers, in bytes.', samples: amounts(memoryBytes) },
    { name: 'k2doctor_cluster_headroom_ratio', help: 'Free cores divided by cores, 0 to 1.', samples: headroom === null ? [] : [{ labels: { project }, value: headroom }] },
    { name: 'k2doctor_workers', help: 'Workers that the master lists, by state.', samples: workers.map(({ state }) => ({ labels: { project, state }, value: 1 })) },
    ...jobMetrics(project, jobs),
  ];
}

/** Services alone are labels: names of outside drivers come and go with every notebook, so those are added up. */
function jobMetrics(project: string, jobs: readonly ReportJob[]): readonly Metric[] {
  const nameOf = ({ service }: ReportJob) => service ?? 'outside drivers';
  const planes = ['declared', 'deployed', 'requested'] as const satisfies readonly Plane[];
  const cores = jobs.flatMap((job): readonly Sample[] => {
    const { coresMax } = job.settings;
    const known = planes.flatMap((plane): readonly Sample[] => {
      const value = coresMax?.[plane];
      return typeof value === 'number' ? [{ labels: { project, job: nameOf(job), plane }, value }] : [];
    });
    return job.granted === null ? known : [...known, { labels: { project, job: nameOf(job), plane: 'granted' }, value: job.granted.cores }];
  });
  const waiting = longestWaits(jobs, nameOf);
  return [
    { name: 'k2doctor_job_cores', help: 'Cores of a job on each plane: declared, deployed, requested, granted.', samples: cores },
    {
      name: 'k2doctor_applications',
      help: 'Applications of the project by state.',
      samples: jobs.flatMap(({ application }) => (application === null ? [] : [{ labels: { project, state: application.state }, value: 1 }])),
    },
    {
      name: 'k2doctor_job_waiting_seconds',
      help: 'How long the longest waiting application of a job has waited, in seconds.',
      samples: [...waiting].map(([job, value]) => ({ labels: { project, job }, value })),
    },
  ];
}

function longestWaits(jobs: readonly ReportJob[], nameOf: (job: ReportJob) => string): ReadonlyMap<string, number> {
  const longest = new Map<string, number>();
  for (const job of jobs) {
    if (job.application === null) continue;
    longest.set(nameOf(job), Math.max(longest.get(nameOf(job)) ?? 0, job.application.waitingSeconds ?? 0));
  }
  return longest;
}
