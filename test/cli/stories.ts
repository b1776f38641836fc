import type { ComposeEvidence } from '#evidence/compose/schema.js';
import { observed } from '#evidence/evidence.js';
import type { Snapshot } from '#evidence/snapshot.js';

import { cluster, composeOf, masterOf, missing, shortId, snapshotOf, submit, WORKER_HOSTS, workerId, type ServiceStory } from '../rules/stack.js';

const WORKERS = WORKER_HOSTS.map((host) => ({ host, cores: 3, used: 1 }));
const EXECUTOR = [{ worker: workerId(0), cores: 1 }];

const JOB: ServiceStory = { command: submit(1) };
const STALE: ServiceStory = { command: submit(1), container: { command: submit(2) } };

const running = (name: string) => ({ name, granted: 1, coresMax: 1, executors: EXECUTOR });

/** Everything in step: nothing to report. */
export const healthy = (): Snapshot => snapshotOf(cluster({ 'bronze-kraken': JOB }), masterOf(WORKERS, [running('bronze')]));

/** Two jobs that run an older command than the file declares. */
export const stale = (more: Partial<ComposeEvidence> = {}): Snapshot => {
  const stories = cluster({ 'bronze-kraken': STALE, 'silver-kraken': STALE });
  return snapshotOf(stories, { ...masterOf(WORKERS, []), compose: observed(composeOf(stories, more)) });
};

/** Four jobs lowered from 2 cores to 1 in the file and restarted, not recreated: two run, two wait. */
export const founding = (): Snapshot => {
  const old: ServiceStory = { command: submit(1), container: { command: submit(2), created: '2026-01-18T21:00:00.000Z', state: { StartedAt: '2026-01-19T09:46:00.000Z' } } };
  const runs = (name: string, at: number) => ({ name, granted: 2, coresMax: 2, driverHost: shortId(at + 3), executors: [{ worker: workerId(at), cores: 2 }] });
  const waits = (name: string, at: number) => ({ name, state: 'WAITING', coresMax: 2, driverHost: shortId(at + 3), age: 840_000 });
  const workers = WORKER_HOSTS.map((host) => ({ host, cores: 3, used: 2, memoryUsed: 1024 }));
  const jobs = { 'bronze-binance': old, 'bronze-kraken': old, 'silver-binance': old, 'silver-kraken': old };
  return snapshotOf(cluster(jobs), masterOf(workers, [runs('Bronze-Binance', 0), runs('Bronze-Kraken', 1), waits('Silver-Binance', 2), waits('Silver-Kraken', 3)]));
};

/** The master does not answer, and so nothing of Spark is seen. */
export const unseen = (): Snapshot => snapshotOf(cluster({ 'bronze-kraken': JOB }), { 'spark-master': missing('ECONNREFUSED') });

/** Stale, and the master does not answer either. */
export const staleAndUnseen = (): Snapshot => snapshotOf(cluster({ 'bronze-kraken': STALE }), { 'spark-master': missing('ECONNREFUSED') });

export const fileOf = (snapshot: Snapshot): string => JSON.stringify(snapshot);
