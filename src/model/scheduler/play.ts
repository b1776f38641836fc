import type { ClusterState } from './cluster-state.js';
import type { Chance } from './chance.js';
import type { Scenario } from './scenario.js';
import { stateOf } from './books.js';
import { happen, type ClusterEvent } from './events.js';
import { emptyMaster, type Master } from './master.js';
import { enlistWorker, registerApplication, submitDriver } from './registration.js';
import { schedule } from './schedule.js';
import { amend } from './worker-order.js';

/** How a story ended. */
export interface Ending {
  readonly state: ClusterState;
  /** Workers among which Spark chose by chance: who of them got what could be otherwise. */
  readonly interchangeable: readonly (readonly string[])[];
}

/**
 * Plays a scenario in the order of life: workers register, drivers are
 * submitted, applications register, each with its pass, and then the events.
 */
export function play(scenario: Scenario, chance?: Chance): Ending {
  const master = emptyMaster(scenario, chance);
  for (const worker of scenario.workers) {
    if (!master.workers.has(worker.id)) startWorker(master, worker);
  }
  schedule(master);
  for (const driver of scenario.drivers) submitDriver(master, driver);
  for (const application of scenario.applications) registerApplication(master, application, application.coresGranted);
  for (const event of scenario.events) happen(master, meant(event));
  return { state: stateOf(master), interchangeable: master.interchangeable.groups() };
}

/** What is used from the start is taken by something outside the story and never given back. */
function startWorker(master: Master, worker: Scenario['workers'][number]): void {
  amend(master, enlistWorker(master, worker), -worker.coresUsed, -worker.memoryUsedMb);
}

function meant(event: Scenario['events'][number]): ClusterEvent {
  if (event.type !== 'register') return event;
  const { coresGranted, ...request } = event.application;
  return { type: 'register', application: { ...request, coresElsewhere: coresGranted } };
}
