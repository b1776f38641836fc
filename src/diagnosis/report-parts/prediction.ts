import type { Forecast } from '#model/forecast.js';
import type { Job } from '#model/job.js';
import type { ObservedState } from '#model/scheduler-state.js';
import { grantedTo } from '#model/scheduler/cluster-state.js';
import { coresOf } from '#model/scheduler/headroom.js';

import type { Prediction } from '../report.js';
import { rounded } from './cluster.js';

/** @param all the rows of the table: a job that has no application yet joins under its label */
export function predictionPart({ likely: { state, headroom }, coresUsed, running, coresOf: ranges, dependsOn }: Forecast, { jobs }: ObservedState, all: readonly Job[]): Prediction {
  return {
    cores: coresOf(state),
    headroom: rounded(headroom),
    applications: state.applications.map((application) => {
      const job = jobs.get(application.name) ?? all.find(({ label }) => label === application.name);
      const cores = grantedTo(application);
      const { least, most } = ranges.get(application.name) ?? { least: cores, most: cores };
      return { service: job?.service?.name ?? null, name: job?.application?.name ?? application.name, state: application.state, cores, coresRange: { least, most } };
    }),
    range: { coresUsed, running },
    dependsOn,
  };
}
