import type { ApplicationRequest, ClusterState, WorkerSize } from '#model/scheduler/cluster-state.js';
import { play } from '#model/scheduler/play.js';
import { scenarioSchema } from '#model/scheduler/scenario.js';

/** The state after a story told in the scenario's own words. */
export const stateAfter = (scenario: unknown): ClusterState => play(scenarioSchema.parse(scenario)).state;

export const worker = (id: string, cores: number, memoryMb: number): WorkerSize => ({ id, cores, memoryMb });

export const job = (name: string, cores: number, others: Partial<ApplicationRequest> = {}): ApplicationRequest => ({
  name,
  coresMax: cores,
  executorCores: cores,
  executorMemoryMb: 1024,
  ...others,
});

export const JOBS = ['bronze-a', 'bronze-b', 'silver-a', 'silver-b'] as const;

/** The founding incident: four jobs of two cores each on two workers of three. */
export const founding = (): ClusterState =>
  stateAfter({
    sparkVersion: '3.5.3',
    workers: [worker('w1', 3, 3072), worker('w2', 3, 3072)],
    applications: JOBS.map((name) => job(name, 2)),
  });
