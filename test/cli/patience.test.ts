import { afterEach, describe, expect, test } from 'vitest';

import { isInDoubt } from '#cli/doubt.js';
import { readOptional } from '#cli/read-optional.js';
import { connectEngine } from '#evidence/docker/connect/sensor.js';
import type { DockerContainer } from '#evidence/docker/schema.js';
import { observed, unavailable } from '#evidence/evidence.js';
import type { EvidenceBySource } from '#evidence/snapshot.js';
import type { SparkMaster } from '#evidence/spark-master/schema.js';
import { sparkServices } from '#model/spark-service.js';

import { startFakeEngine, type FakeEngine } from '../fakes/docker-engine.js';
import { dockerEvidence } from '../fakes/docker-evidence.js';
import { sensorContext } from '../fakes/sensor-context.js';

const SUBMIT = ['spark-submit', '--master', 'spark://spark-master:7077', '/opt/app/job.py'];
const APP = { id: 'app-1', name: 'job', starttime: 0, duration: 0, state: 'RUNNING', cores: 1, memoryperexecutor: 1024 };
const PAGE = { appId: 'app-1', coresMax: 1, coresGranted: 1, driverUi: { host: 'job000000000', port: 4040 }, executors: [] };
const WORKER = { id: 'worker-1', host: '172.18.0.3', port: 1, webuiaddress: '', cores: 3, coresused: 1, coresfree: 2, memory: 4096, memoryused: 0, memoryfree: 4096, state: 'ALIVE', lastheartbeat: 0 };

interface Picture {
  readonly state?: Partial<DockerContainer['State']>;
  readonly app?: Partial<typeof APP>;
  readonly page?: Partial<SparkMaster['applicationPages'][number]> | 'failed';
  readonly worker?: Partial<typeof WORKER> | 'none';
  readonly completed?: Partial<typeof APP>;
}

/** One job in a container, RUNNING with its core on an ALIVE worker, but for what is changed. */
function picture({ state = {}, app = {}, page = {}, worker = {}, completed }: Picture = {}): EvidenceBySource {
  const docker = dockerEvidence([{ name: 'job', id: 'job0000000000000', service: 'job', command: SUBMIT }]);
  const containers = docker.containers.map((one) => ({ ...one, State: { ...one.State, ...state }, Mounts: [{ Type: 'bind', Source: '/nowhere/job.py', Destination: '/opt/app/job.py' }] }));
  const document = { url: 'spark://m:7077', workers: worker === 'none' ? [] : [{ ...WORKER, ...worker }], cores: 3, coresused: 1, memory: 1, memoryused: 0, activeapps: [{ ...APP, ...app }], completedapps: completed === undefined ? [] : [{ ...APP, ...completed }], activedrivers: [], status: 'ALIVE' };
  const master = { ui: 'http://m:8080', foundBy: 'flag', document, applicationPages: page === 'failed' ? [] : [{ ...PAGE, ...page }] };
  return { docker: observed({ ...docker, containers }), 'spark-master': observed({ masters: [master], gaps: [] }) };
}

const doubts = (evidence: EvidenceBySource) => isInDoubt(evidence, sparkServices({}, evidence.docker?.status === 'observed' ? evidence.docker.value : undefined, []), () => new Date(0));

describe('further evidence is worth a wait', () => {
  test.each<[string, Picture]>([
    ['where an application waits though its executor would fit', { app: { state: 'WAITING', cores: 0 } }],
    ['where a running application has no core though its executor would fit', { app: { cores: 0 } }],
    ['where an application waits and no worker is there', { app: { state: 'WAITING', cores: 0 }, worker: 'none' }],
    ['where what a waiting application asks for was not seen', { app: { state: 'WAITING', cores: 0 }, page: 'failed', worker: { coresused: 3, coresfree: 0 } }],
    ['where a worker is gone', { worker: { state: 'DEAD' } }],
    ['where an executor was lost', { page: { executors: [{ id: '0', worker: 'worker-1', cores: 1, memory: 1, state: 'EXITED', removed: true }] } }],
    ['where an application failed lately', { completed: { id: 'app-0', state: 'FAILED', starttime: -120_000, duration: 60_000 } }],
    ['where a container failed', { state: { Status: 'exited', Running: false, ExitCode: 1 } }],
    ['where a container was killed for its memory', { state: { OOMKilled: true } }],
    ['where no known container holds a driver', { page: { driverUi: { host: 'elsewhere', port: 4040 } } }],
  ])('%s', async (_, change) => {
    expect(await doubts(picture(change))).toBe(true);
  });

  test('where no master answered', async () => {
    expect(await doubts({ ...picture(), 'spark-master': unavailable({ kind: 'not-found', detail: 'none' }) })).toBe(true);
  });

  test.each<[string, Picture]>([
    ['where everything runs', {}],
    ['where an application failed hours ago', { completed: { state: 'FAILED', starttime: -7_200_000, duration: 60_000 } }],
    ['where an application was ended', { completed: { state: 'KILLED' } }],
    ['where an application waits since no core is free', { app: { state: 'WAITING', cores: 0 }, worker: { coresused: 3, coresfree: 0 } }],
    ['where an application waits since no worker has the memory', { app: { state: 'WAITING', cores: 0 }, worker: { memory: 1024, memoryused: 512, memoryfree: 512 } }],
    ['where an application is idle by dynamic allocation', { app: { cores: 0 }, page: { executorLimit: 0 } }],
  ])('not %s', async (_, change) => {
    expect(await doubts(picture(change))).toBe(false);
  });
});

describe('a source that hangs', () => {
  let engine: FakeEngine | undefined;
  afterEach(() => engine?.close());

  const read = async (deadline: number, patience: Parameters<typeof readOptional>[3]) => {
    engine = await startFakeEngine({ answer: () => 'hang' });
    const connected = connectEngine({ host: engine.host, env: {}, home: '/nowhere', readFile: () => { throw new Error('no file'); } });
    const evidence = picture();
    const context = sensorContext({ engine: connected, deadline });
    const found = await readOptional(context, evidence, Promise.resolve(evidence), patience);
    connected.close();
    return found;
  };

  test('is not waited for in a calm picture, and named', async () => {
    const found = await read(60_000, { patient: false, required: new Set() });

    const files = found['mounted-files'];
    const said = files?.status === 'observed' ? files.value.gaps.map(({ detail }) => detail).join() : files?.reason.kind;
    expect(said).toMatch(/no answer in time|timed-out/);
  });

  test('is cut at the end of the run where it was insisted on', async () => {
    const found = await read(1_000, { patient: false, required: new Set(['mounted-files']) });

    expect(JSON.stringify(found['mounted-files'])).toMatch(/no answer in time|timed-out/);
  });

  test('that costs the cluster something is not even started in a calm picture', async () => {
    const found = await read(60_000, { patient: false, required: new Set() });

    expect(found['spark-drivers']).toMatchObject({ status: 'unavailable', reason: { kind: 'not-collected' } });
    expect(engine?.requests.some(({ path }) => path.includes('/stats'))).toBe(false);
  });
});
