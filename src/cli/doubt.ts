import { indexHosts, isRunning } from '#evidence/container-addresses.js';
import type { DockerContainer, DockerEvidence } from '#evidence/docker/schema.js';
import { valueOf } from '#evidence/evidence.js';
import type { EvidenceBySource } from '#evidence/snapshot.js';
import type { MasterDocument, SparkMaster } from '#evidence/spark-master/schema.js';
import type { SparkService } from '#model/spark-service.js';

/**
 * Does the picture that engine and master draw leave something to explain, so that further evidence is worth a wait?
 * Drift alone does not: file and container explain it. Nor does an application that waits where the master's own figures
 * say why.
 */
export async function isInDoubt(evidence: EvidenceBySource, services: readonly SparkService[], now: () => Date): Promise<boolean> {
  const docker = valueOf(evidence.docker);
  if (docker === undefined) return false;
  const leader = valueOf(evidence['spark-master'])?.masters.find(({ document }) => document.status === 'ALIVE');
  if (leader === undefined || docker.containers.some(isTroubled) || isIll(leader) || failedLately(leader.document, now()) || hasStrangers(leader, docker, services)) return true;
  const waiting = starved(leader.document, leader.applicationPages);
  if (waiting.length === 0) return false;
  const { explainedWaits } = await import('./explained-waits.js');
  const explained = explainedWaits(evidence, now());
  return waiting.some((id) => !explained.has(id));
}

/** It failed, fails again and again, or is told to be ill. One that ended well had nothing more to do. */
function isTroubled({ State, RestartCount }: DockerContainer): boolean {
  const { ExitCode, OOMKilled, Health, Restarting } = State;
  return (ExitCode ?? 0) !== 0 || OOMKilled === true || Restarting === true || Health?.Status === 'unhealthy' || (RestartCount ?? 0) > 0;
}

/** A worker is gone, an executor was lost, a driver of cluster mode has no place. */
function isIll({ document, applicationPages }: SparkMaster): boolean {
  return (
    document.workers.some(({ state }) => state !== 'ALIVE') ||
    document.activedrivers.some(({ state }) => state !== 'RUNNING') ||
    applicationPages.some(({ executors }) => executors.some(({ removed, state }) => removed || state === 'FAILED'))
  );
}

const LATELY = 60 * 60 * 1000;

/** An application that the master gave up on: its driver may have begun anew since, in a container that never ended. */
const failedLately = ({ completedapps }: MasterDocument, now: Date): boolean =>
  completedapps.some(({ state, starttime, duration }) => state === 'FAILED' && now.getTime() - (starttime + duration) < LATELY);

/** Those without a core, but for the idle ones that dynamic allocation took down to none. */
function starved({ activeapps }: MasterDocument, pages: SparkMaster['applicationPages']): readonly string[] {
  const idle = new Set(pages.filter(({ executorLimit }) => executorLimit === 0).map(({ appId }) => appId));
  return activeapps.filter(({ id, state, cores }) => !idle.has(id) && (state === 'WAITING' || (cores ?? 0) === 0)).map(({ id }) => id);
}

/** An application whose driver is in no container we know, or a job's container whose application is none we know: a log or the driver's own words may tell. */
function hasStrangers({ document, applicationPages }: SparkMaster, docker: DockerEvidence, services: readonly SparkService[]): boolean {
  const find = indexHosts(docker);
  const places = new Map(applicationPages.map(({ appId, driverUi }) => [appId, driverUi === undefined ? undefined : find(driverUi.host)?.Id]));
  if (document.activeapps.some(({ id }) => places.get(id) === undefined)) return true;
  const placed = new Set(places.values());
  const jobs = services.filter(({ role }) => role === 'job').flatMap(({ replicas }) => replicas);
  return jobs.some(({ container }) => isRunning(container) && !placed.has(container.Id));
}
