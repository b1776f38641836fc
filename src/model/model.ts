import { valueOf, type Evidence } from '#evidence/evidence.js';
import type { Facts, Invocation, Snapshot, Source } from '#evidence/snapshot.js';

import { applicationsOf } from './application.js';
import { aliveMaster, clusterOf, type Cluster } from './cluster.js';
import type { ServiceDrift } from './drift/drift.js';
import type { Running } from './drift/runtime/with-runtime.js';
import { containerViews, type ContainerView } from './container-view.js';
import { jobsOf, type Job } from './job.js';
import { driverPlaces, type DriverPlace } from './join.js';
import type { Silence } from './silence.js';
import { streamsOf, type Stream } from './streams/stream.js';
import { sparkServices, type SparkService } from './spark-service.js';

/** Everything the sources say, joined. Rules read this and nothing else. */
export interface Model {
  readonly takenAt: Date;
  readonly invocation: Invocation;
  /** The sources themselves, for what no join covers. */
  readonly facts: Partial<Facts>;
  readonly evidence: Snapshot['evidence'];
  readonly projectName: string;
  readonly services: readonly SparkService[];
  readonly drift: ReadonlyMap<string, ServiceDrift>;
  /** Undefined unless a master that is ALIVE answered. */
  readonly cluster: Cluster | undefined;
  /** Every container of the project and its neighbours with what was seen of its life, by id. */
  readonly containers: ReadonlyMap<string, ContainerView>;
  readonly jobs: readonly Job[];
  /** Structured streams of the jobs, as far as drivers and logs tell of them. */
  readonly streams: readonly Stream[];
  readonly places: ReadonlyMap<string, DriverPlace>;
  readonly told: Told;
}

/** What a person told us by configuration. */
export interface Told {
  /** service -> application name. */
  readonly joins: ReadonlyMap<string, string>;
  /** What is to be left out of counts and exit code. */
  readonly silences?: readonly Silence[];
  /** Silences that no finding met, though it could have; known once all other rules have judged. */
  readonly unused?: readonly Silence[];
}

/** @param compare compares the file with the containers and what runs in them; handed in so that the joins can be tested without it. */
export function buildModel(snapshot: Snapshot, told: Told, compare: (facts: Partial<Facts>, running: Running) => readonly ServiceDrift[]): Model {
  const facts = factsOf(snapshot);
  const takenAt = new Date(snapshot.takenAt);
  const { compose, docker } = facts;
  const services = sparkServices(compose?.services ?? {}, docker, facts['mounted-files']?.files ?? []);
  const master = aliveMaster(facts['spark-master']);
  const queue = master === undefined ? [] : applicationsOf(master, facts['spark-drivers']?.drivers ?? [], facts['spark-workers']);
  const containers = containerViews(facts, services, takenAt);
  const places = driverPlaces({ applications: queue, services, containers, logs: facts['container-logs'], told: told.joins });
  const jobs = jobsOf(services, queue, places, containers);
  const cluster = master === undefined ? undefined : clusterOf(master, queue, { services, containers, workers: facts['spark-workers'] });
  return {
    takenAt,
    invocation: snapshot.invocation,
    facts,
    evidence: snapshot.evidence,
    projectName: compose?.name ?? snapshot.invocation.projectName ?? docker?.containers[0]?.Config.Labels?.['com.docker.compose.project'] ?? '',
    services,
    drift: new Map(compare(facts, { jobs, cluster }).map((drift) => [drift.service, drift])),
    cluster,
    containers,
    jobs,
    streams: streamsOf(jobs, ({ container }) => containers.get(container?.Id ?? '')),
    places,
    told,
  };
}

function factsOf({ evidence }: Snapshot): Partial<Facts> {
  const entries = Object.entries(evidence).map(([source, found]): [Source, unknown] => [source as Source, valueOf(found as Evidence<unknown> | undefined)]);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}
