import { addressesOf, indexHosts, nameOf, type HostIndex } from '../container-addresses.js';
import type { DockerEvidence } from '../docker/schema.js';
import type { MasterWorker, SparkMaster, SparkMasterEvidence } from '../spark-master/schema.js';

/** A worker that the master counts, and where its page may be asked, best first. */
export interface WorkerTarget {
  readonly id: string;
  readonly bases: readonly string[];
  readonly container?: string;
}

/**
 * Every ALIVE worker of every ALIVE master: as published on the engine's host, at its container's address, at the
 * address it advertises (seldom reachable from outside the network), last through the master, which passes requests
 * on when `spark.ui.reverseProxy` is on and else answers with its own page.
 */
export function workerTargets(masters: SparkMasterEvidence, docker: DockerEvidence | undefined): readonly WorkerTarget[] {
  const find = docker === undefined ? undefined : indexHosts(docker);
  return masters.masters
    .filter(({ document }) => document.status === 'ALIVE')
    .flatMap((master) => master.document.workers.filter(({ state }) => state === 'ALIVE').map((worker) => targetOf(worker, master, docker, find)))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

function targetOf(worker: MasterWorker, master: SparkMaster, docker: DockerEvidence | undefined, find: HostIndex | undefined): WorkerTarget {
  const page = /^https?:/.test(worker.webuiaddress) && URL.canParse(worker.webuiaddress) ? new URL(worker.webuiaddress) : undefined;
  const container = find?.(worker.host) ?? (page === undefined ? undefined : find?.(page.hostname));
  const port = page === undefined || page.port === '' ? 8081 : Number(page.port);
  const inDocker = container === undefined || docker === undefined ? [] : addressesOf(container, port, docker);
  const scheme = page?.protocol ?? 'http:';
  const bases = [
    ...inDocker.map((address) => `${scheme}//${address.host}:${address.port}`),
    ...(page === undefined ? [] : [page.origin]),
    `${master.ui}/proxy/${encodeURIComponent(worker.id)}`,
  ];
  return { id: worker.id, bases: [...new Set(bases)], ...(container === undefined ? {} : { container: nameOf(container) }) };
}
