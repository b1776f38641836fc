import { declaredCluster, type DeclaredCluster } from './declared-cluster.js';
import type { Model } from './model.js';
import { fit, type Fit, type JobFit } from './scheduler/fit.js';
import type { WayOut } from './scheduler/way-out.js';
import { waysOut } from './scheduler/ways-out.js';

/** Whether the jobs of the file fit the workers of the file, before anyone starts them. */
export interface DeclaredFit extends DeclaredCluster {
  readonly fit: Fit;
}

/** Undefined where the file declares no worker or no job. */
export function declaredFit(model: Model, wantedHeadroom: number): DeclaredFit | undefined {
  const cluster = declaredCluster(model);
  const { workers, jobs } = cluster.declared;
  return workers.length === 0 || jobs.length === 0 ? undefined : { ...cluster, fit: fit(cluster.declared, wantedHeadroom) };
}

const SMALL = 400;

/** Small changes with which a declared job gets what it does not, each tried in the likeliest case. */
export function declaredWaysOut({ fit: { likely, jobs } }: DeclaredFit, job: JobFit): readonly WayOut[] {
  if (job.wait === undefined || likely.applications.length * likely.workers.length > SMALL) return [];
  return waysOut(likely, jobs.indexOf(job), job.wait.reason);
}
