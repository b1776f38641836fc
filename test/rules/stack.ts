import type { ComposeEvidence, ComposeService } from '#evidence/compose/schema.js';
import { composeServiceSchema } from '#evidence/compose/service-schema.js';
import { containerSchema, type DockerContainer, type DockerEvidence } from '#evidence/docker/schema.js';
import { observed, unavailable, type Evidence } from '#evidence/evidence.js';
import type { EvidenceBySource, Snapshot } from '#evidence/snapshot.js';
import type { ApplicationPage, MasterApplication, MasterDocument, MasterWorker } from '#evidence/spark-master/schema.js';

/** A service of the file and its container, told by what differs from a healthy stack. */
export interface ServiceStory {
  readonly command?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly declared?: Readonly<Record<string, unknown>>;
  /** What the container has where it is not what the file says; null: no container. */
  readonly container?: ContainerStory | null;
  /** No service in the file: an orphan. */
  readonly undeclared?: boolean;
}

export interface ContainerStory {
  readonly command?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly state?: Partial<DockerContainer['State']>;
  readonly created?: string;
  readonly hostConfig?: Partial<DockerContainer['HostConfig']>;
  readonly networks?: Readonly<Record<string, { IPAddress?: string; Aliases?: string[] }>>;
}

export const TAKEN_AT = '2026-01-19T10:00:00.000Z';
const EDITED_AT = '2026-01-18T22:00:00.000Z';
const IMAGE = `sha256:${'a'.repeat(64)}`;

export const composeOf = (stories: Readonly<Record<string, ServiceStory>>, more: Partial<ComposeEvidence> = {}): ComposeEvidence => ({
  name: 'k2',
  nameFrom: 'directory',
  workingDir: '/srv/k2',
  files: ['/srv/k2/docker-compose.yml'],
  envFiles: [],
  profiles: [],
  services: Object.fromEntries(Object.entries(stories).flatMap(([name, story]) => (story.undeclared === true ? [] : [[name, serviceOf(story)]]))),
  inactiveServices: [],
  networks: { default: { name: 'k2_default' } },
  volumes: {},
  configs: {},
  secrets: {},
  provenance: Object.fromEntries(Object.keys(stories).map((name, at) => [`services.${name}.command`, { place: { file: 'docker-compose.yml', line: 10 * (at + 1), column: 5 } }])),
  unsetVariables: {},
  warnings: [],
  modifiedAt: { '/srv/k2/docker-compose.yml': EDITED_AT },
  configHashes: {},
  ...more,
});

function serviceOf({ command, environment, declared }: ServiceStory): ComposeService {
  return composeServiceSchema.parse({
    image: 'lab/spark:3.5.3',
    command: command?.split(' ') ?? null,
    entrypoint: null,
    networks: { default: null },
    ...(environment === undefined ? {} : { environment }),
    ...declared,
  });
}

export function dockerOf(stories: Readonly<Record<string, ServiceStory>>, more: Partial<DockerEvidence> = {}): DockerEvidence {
  const containers = Object.entries(stories).flatMap(([name, story], at) => (story.container === null ? [] : [containerOf(name, story, at)]));
  return {
    engine: { Host: 'unix:///var/run/docker.sock', Local: true, ServerVersion: '20.10.24' },
    containers,
    images: { [IMAGE]: { Id: IMAGE, Config: {} }, 'lab/spark:3.5.3': { Id: IMAGE, Config: {} } },
    networks: [{ Id: 'n1', Name: 'k2_default' }],
    neighbours: [],
    gaps: [],
    ...more,
  };
}

export const shortId = (at: number): string => String(at + 1).padStart(12, '0');

function containerOf(name: string, story: ServiceStory, at: number): DockerContainer {
  const own = story.container ?? {};
  const environment = own.environment ?? story.environment ?? {};
  const address = `172.19.0.${String(at + 2)}`;
  return containerSchema.parse({
    Id: shortId(at).padEnd(64, 'f'),
    Name: `/k2-${name}-1`,
    Created: own.created ?? '2026-01-18T22:10:00.000Z',
    Image: IMAGE,
    State: { Status: 'running', Running: true, ExitCode: 0, StartedAt: '2026-01-18T22:10:01.000Z', ...own.state },
    Config: {
      Hostname: shortId(at),
      Env: Object.entries(environment).map(([key, value]) => `${key}=${value}`),
      Cmd: (own.command ?? story.command)?.split(' ') ?? null,
      Image: 'lab/spark:3.5.3',
      Labels: {
        'com.docker.compose.project': 'k2',
        'com.docker.compose.service': name,
        'com.docker.compose.container-number': '1',
        'com.docker.compose.oneoff': 'False',
        'com.docker.compose.config-hash': 'b'.repeat(64),
        'com.docker.compose.version': '2.40.3',
        'com.docker.compose.image': IMAGE,
      },
    },
    HostConfig: { NetworkMode: 'k2_default', RestartPolicy: { Name: '' }, ShmSize: 67108864, ...own.hostConfig },
    Mounts: [],
    NetworkSettings: { Ports: {}, Networks: own.networks ?? { k2_default: { NetworkID: 'n1', IPAddress: address, Aliases: [`k2-${name}-1`, name, shortId(at)] } } },
  });
}

/** An application as the master and its page tell it. */
export interface ApplicationStory {
  readonly name: string;
  readonly state?: string;
  readonly granted?: number;
  readonly coresMax?: number | 'unlimited';
  readonly executorLimit?: number | 'unlimited';
  readonly memory?: number;
  /** Milliseconds since it registered. */
  readonly age?: number;
  readonly driverHost?: string;
  /** Executors by worker. */
  readonly executors?: readonly { readonly worker: string; readonly cores: number; readonly state?: string; readonly removed?: boolean }[];
}

export interface WorkerStory {
  readonly host: string;
  readonly cores: number;
  readonly used?: number;
  readonly memory?: number;
  readonly memoryUsed?: number;
  readonly state?: string;
  readonly heartbeatAge?: number;
}

const NOW = Date.parse(TAKEN_AT);
export const workerId = (at: number): string => `worker-20260118221000-172.19.0.${String(at)}-4000${String(at)}`;
export const applicationId = (at: number): string => `app-20260118221000-${String(at).padStart(4, '0')}`;

export function masterOf(workers: readonly WorkerStory[], applications: readonly ApplicationStory[], more: Partial<MasterDocument> = {}): EvidenceBySource {
  const listed = workers.map(workerRow);
  const alive = listed.filter(({ state }) => state === 'ALIVE');
  const sum = (of: (worker: MasterWorker) => number) => alive.reduce((total, worker) => total + of(worker), 0);
  const document: MasterDocument = {
    url: 'spark://spark-master:7077',
    workers: listed,
    cores: sum(({ cores }) => cores),
    coresused: sum(({ coresused }) => coresused),
    memory: sum(({ memory }) => memory),
    memoryused: sum(({ memoryused }) => memoryused),
    activeapps: applications.map(applicationRow),
    completedapps: [],
    activedrivers: [],
    status: 'ALIVE',
    ...more,
  };
  const master = { ui: 'http://127.0.0.1:8090', foundBy: 'published-port', service: 'spark-master', sparkVersion: '3.5.3', document, applicationPages: applications.flatMap(pageOf) };
  return { 'spark-master': observed({ masters: [master], gaps: [] }) };
}

function workerRow({ host, cores, used = 0, memory = 3072, memoryUsed = 0, state = 'ALIVE', heartbeatAge = 1000 }: WorkerStory, at: number): MasterWorker {
  return {
    id: workerId(at),
    host,
    port: 40000 + at,
    webuiaddress: `http://${host}:8081`,
    cores,
    coresused: used,
    coresfree: cores - used,
    memory,
    memoryused: memoryUsed,
    memoryfree: memory - memoryUsed,
    state,
    lastheartbeat: NOW - heartbeatAge,
  };
}

function applicationRow({ name, state = 'RUNNING', granted = 0, memory = 1024, age = 600_000 }: ApplicationStory, at: number): MasterApplication {
  return { id: applicationId(at), name, state, cores: granted, memoryperexecutor: memory, starttime: NOW - age, duration: age, user: 'root' };
}

function pageOf({ coresMax, executorLimit = 'unlimited', granted = 0, memory = 1024, driverHost, executors = [] }: ApplicationStory, at: number): ApplicationPage[] {
  if (coresMax === undefined) return [];
  return [
    {
      appId: applicationId(at),
      coresMax,
      coresGranted: granted,
      executorLimit,
      executorsGranted: executors.length,
      executorMemory: memory,
      ...(driverHost === undefined ? {} : { driverUi: { host: driverHost, port: 4040 } }),
      executors: executors.map(({ worker, cores, state = 'RUNNING', removed = false }, index) => ({ id: String(index), worker, cores, memory, state, removed })),
    },
  ];
}

/** Everything a rule may need; a source given as undefined was not collected. */
export function snapshotOf(stories: Readonly<Record<string, ServiceStory>>, more: EvidenceBySource = {}): Snapshot {
  return {
    snapshotVersion: 1,
    k2doctor: '0.1.0',
    takenAt: TAKEN_AT,
    invocation: { files: [], profiles: [], envFiles: [], services: [], offline: false, cwd: '/srv/k2' },
    evidence: { compose: observed(composeOf(stories)), docker: observed(dockerOf(stories)), ...more },
  };
}

export const missing = (detail: string): Evidence<never> => unavailable({ kind: 'unreachable', target: 'http://127.0.0.1:8090', detail });

const SPARK_MASTER = 'spark-class org.apache.spark.deploy.master.Master --host spark-master';
const SPARK_WORKER = 'spark-class org.apache.spark.deploy.worker.Worker spark://spark-master:7077';

export const submit = (cores: number, executorCores = cores, memory = '1g'): string =>
  `spark-submit --master spark://spark-master:7077 --total-executor-cores ${String(cores)} --executor-cores ${String(executorCores)} --executor-memory ${memory} /opt/app/job.py`;

export const worker = (cores = 3, memory = '3g', story: ServiceStory = {}): ServiceStory => ({
  command: SPARK_WORKER,
  environment: { SPARK_WORKER_CORES: String(cores), SPARK_WORKER_MEMORY: memory },
  ...story,
});

/** Master, two workers of 3 cores, and whatever jobs. The master is container 0, the workers 1 and 2. */
export const cluster = (jobs: Readonly<Record<string, ServiceStory>>): Readonly<Record<string, ServiceStory>> => ({
  'spark-master': { command: SPARK_MASTER },
  'spark-worker-1': worker(),
  'spark-worker-2': worker(),
  ...jobs,
});
export const WORKER_HOSTS = ['172.19.0.3', '172.19.0.4'] as const;
