import { indexHosts, isRunning } from '#evidence/container-addresses.js';
import type { DockerContainer, DockerEvidence } from '#evidence/docker/schema.js';
import type { SparkMasterEvidence } from '#evidence/spark-master/schema.js';

import type { SparkService } from './spark-service.js';

/** Jupyter, Zeppelin, Airflow, Livy and their like: they start drivers and say nothing of Spark themselves. */
const HOSTS_OF_DRIVERS = /jupyter|notebook|zeppelin|airflow|livy|dagster|prefect|mage|hue|spark/i;
const MOST = 30;

/**
 * Containers in which a live application's driver sits without being the service's own job: `docker exec`, a notebook,
 * an Airflow task. Only Docker's `top` knows how such a driver was started. Of a driver that the master names by a host
 * that no container bears (a laptop, another machine) nothing can be seen here.
 */
export function containersOfOutsideDrivers(docker: DockerEvidence, masters: SparkMasterEvidence | undefined, services: readonly SparkService[]): readonly DockerContainer[] {
  const find = indexHosts(docker);
  const jobs = new Set(containersOfJobs(services).map(({ Id }) => Id));
  const pages = (masters?.masters ?? []).filter(({ document }) => document.status === 'ALIVE').flatMap(({ applicationPages }) => applicationPages);
  const hosts = pages.flatMap(({ driverUi }) => (driverUi === undefined ? [] : [find(driverUi.host)])).filter((container) => container !== undefined);
  // Two applications in one job's container: one of them was started beside it.
  const crowded = hosts.filter(({ Id }, at) => hosts.findIndex((other) => other.Id === Id) !== at);
  return unique([...hosts.filter(({ Id }) => !jobs.has(Id)), ...crowded]);
}

/** Where drivers may sit that no master lists, besides: everything of Spark's, and what by its image or command starts drivers. */
export function containersThatMayDrive(docker: DockerEvidence, masters: SparkMasterEvidence | undefined, services: readonly SparkService[]): readonly DockerContainer[] {
  const spark = services.filter(({ role }) => role !== 'other').flatMap(({ replicas }) => replicas.map(({ container }) => container));
  const near = neighboursOnOwnNetworks(docker);
  const hosts = [...docker.containers, ...near].filter((container) => isRunning(container) && HOSTS_OF_DRIVERS.test(wordsOf(container)));
  return unique([...containersOfOutsideDrivers(docker, masters, services), ...spark, ...hosts]).slice(0, Math.max(MOST, spark.length));
}

/** A neighbour that shares no network with the project cannot reach its master: whatever it runs is none of this cluster's. */
export function neighboursOnOwnNetworks({ containers, neighbours }: DockerEvidence): readonly DockerContainer[] {
  const own = new Set(containers.flatMap(networksOf));
  return neighbours.filter((container) => networksOf(container).some((network) => own.has(network)));
}

const networksOf = ({ NetworkSettings }: DockerContainer): readonly string[] => Object.entries(NetworkSettings.Networks ?? {}).map(([name, endpoint]) => endpoint?.NetworkID ?? name);

const containersOfJobs = (services: readonly SparkService[]) => services.filter(({ role }) => role === 'job').flatMap(({ replicas }) => replicas.map(({ container }) => container));
const wordsOf = ({ Config, Name }: DockerContainer) => [Name, Config.Image, ...(Config.Entrypoint ?? []), ...(Config.Cmd ?? [])].join(' ');
const unique = (containers: readonly DockerContainer[]): readonly DockerContainer[] => [...new Map(containers.map((container) => [container.Id, container])).values()];
