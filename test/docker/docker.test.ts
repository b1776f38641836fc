import { afterEach, describe, expect, it, vi } from 'vitest';

import { listProjects, observeDocker, type DockerRequest } from '#evidence/docker/sensor.js';
import type { DockerEvidence } from '#evidence/docker/schema.js';
import { valueOf } from '#evidence/evidence.js';
import type { SensorContext } from '#evidence/sensor-context.js';

import { startFakeEngine, type FakeEngine, type FakeEngineOptions } from '../fakes/docker-engine.js';
import { readDockerRecording, type DockerRecording } from '../fakes/docker-recording.js';
import { connect, contextFor } from './connecting.js';

const fakes: FakeEngine[] = [];
afterEach(() => Promise.all(fakes.splice(0).map((fake) => fake.close())));

async function start(options: FakeEngineOptions): Promise<FakeEngine> {
  const fake = await startFakeEngine(options);
  fakes.push(fake);
  return fake;
}

async function observe(options: FakeEngineOptions, request: Partial<DockerRequest> = {}, context: Partial<SensorContext> = {}) {
  const fake = await start(options);
  const evidence = await observeDocker(contextFor(connect(fake.host), context), { project: 'k2', ...request });
  return { fake, evidence };
}

async function observed(...[options, request, context]: Parameters<typeof observe>): Promise<DockerEvidence> {
  const { evidence } = await observe(options, request, context);
  const value = valueOf(evidence);
  if (value === undefined) throw new Error(JSON.stringify(evidence));
  return value;
}

const FOUNDING = { recording: '3.5.3/02-founding' };
const namesOf = (containers: DockerEvidence['containers']) => containers.map(({ Name }) => Name);

const [{ ImageID: ID } = { ImageID: '' }] = readDockerRecording('3.5.3/02-founding').containers as { ImageID: string }[];
const imagesAskedFor = ({ requests }: FakeEngine) => requests.flatMap(({ path }) => /^\/images\/(.*)\/json$/.exec(path)?.[1] ?? []).sort();
type Answer = Exclude<ReturnType<NonNullable<FakeEngineOptions['answer']>>, undefined>;

/** The recording with its list of containers changed. */
function withList(situation: string, change: (list: Record<string, unknown>[]) => unknown): DockerRecording {
  const recording = readDockerRecording(situation);
  return { ...recording, containers: change(structuredClone(recording.containers) as Record<string, unknown>[]) };
}

describe('what the engine holds of a project', () => {
  it('is its containers, their images by id and reference, its networks and the machine', async () => {
    const evidence = await observed(FOUNDING);

    expect(namesOf(evidence.containers)).toEqual([
      '/k2-bronze-binance-stream',
      '/k2-bronze-kraken-stream',
      '/k2-silver-binance-transformation',
      '/k2-silver-kraken-transformation',
      '/k2-spark-master',
      '/k2-spark-worker-1-1',
      '/k2-spark-worker-2-1',
    ]);
    expect(Object.keys(evidence.images)).toEqual(['lab/spark:3.5.3', expect.stringMatching(/^sha256:957ea954/)]);
    expect(evidence.networks.map(({ Name }) => Name)).toEqual(['k2_k2']);
    expect(evidence.engine).toMatchObject({ ServerVersion: '20.10.24+dfsg1', ApiVersion: '1.41', NCPU: 2, MemTotal: 25_274_793_984, CgroupVersion: '1' });
    expect(evidence.gaps).toEqual([]);
  });

  it.each(['3.5.3/20-compose-v1', '3.5.3/19-scaled/0-three', '3.5.3/09-oom/2-driver', '4.3.0/02-founding', '3.3.4/02-founding'])('is read whole in %s', async (recording) => {
    const list = readDockerRecording(recording).containers as { Labels: Record<string, string>; Names: string[] }[];
    const project = list[0]?.Labels['com.docker.compose.project'];

    const evidence = await observed({ recording }, { project });

    expect(namesOf(evidence.containers)).toEqual(list.flatMap(({ Names }) => Names).sort());
    expect(evidence.gaps).toEqual([]);
  });

  it('is asked for with GET alone, and each thing once', async () => {
    const { fake } = await observe(FOUNDING, { images: ['lab/spark:3.5.3', 'lab/spark:3.5.3'] });

    expect(new Set(fake.requests.map(({ method }) => method))).toEqual(new Set(['GET']));
    expect(new Set(fake.requests.map(({ path }) => path)).size).toBe(fake.requests.length);
    expect(fake.requests[0]?.path).toBe('/containers/json?all=1');
  });

  it('is asked for before the project’s name and its images are known', async () => {
    const fake = await start(FOUNDING);
    let filesAreRead: () => void = () => undefined;
    const reading = new Promise<void>((resolve) => (filesAreRead = resolve));

    const observing = observeDocker(contextFor(connect(fake.host)), { project: reading.then(() => 'k2'), images: reading.then(() => ['lab/spark:3.5.3']) });
    await vi.waitFor(() => expect(fake.requests.map(({ path }) => path).sort()).toEqual(['/containers/json?all=1', '/info', '/networks', '/volumes']), 10_000);
    filesAreRead();

    expect(valueOf(await observing)?.containers).toHaveLength(7);
  });

  it('does without a name or images that never come', async () => {
    const evidence = await observed(FOUNDING, { project: Promise.reject(new Error('no compose file')), images: Promise.reject(new Error('no compose file')) });

    expect(evidence.containers).toEqual([]);
    expect(evidence.neighbours).toHaveLength(7);
  });

  it('holds no image that is not there, and asks for none whose name would be another path', async () => {
    const { fake, evidence } = await observe(FOUNDING, { images: ['nobody/nothing:1', '../containers/x', 'a b', ''] });

    expect(Object.keys(valueOf(evidence)?.images ?? {})).not.toContain('nobody/nothing:1');
    expect(valueOf(evidence)?.gaps).toEqual([]);
    expect(imagesAskedFor(fake)).toEqual(['lab/spark:3.5.3', 'nobody/nothing:1']);
  });

  it('asks for an image by its name, and by its id too where the name means another one by now or none', async () => {
    const moved = { body: JSON.stringify({ Id: 'sha256:another', RepoTags: ['lab/spark:3.5.3'] }) };
    const gone = { status: 404, body: '{"message":"No such image"}' };
    const named = (answer: Answer): FakeEngineOptions => ({ ...FOUNDING, answer: (path) => (path.startsWith('/images/lab') ? answer : undefined) });

    const same = await observe(FOUNDING);
    const other = await observe(named(moved));
    const none = await observe(named(gone));

    expect(imagesAskedFor(same.fake)).toEqual(['lab/spark:3.5.3']);
    expect(imagesAskedFor(other.fake)).toEqual(['lab/spark:3.5.3', ID]);
    expect(valueOf(other.evidence)?.images).toMatchObject({ 'lab/spark:3.5.3': { Id: 'sha256:another' }, [ID]: { Id: ID } });
    expect(imagesAskedFor(none.fake)).toEqual(['lab/spark:3.5.3', ID]);
    expect(Object.keys(valueOf(none.evidence)?.images ?? {})).toEqual([ID]);
  });

  it('has a network that a container joined by its id under its name', async () => {
    const recording = readDockerRecording('3.5.3/02-founding');
    const network = (recording.networks as { Id: string; Name: string }[]).find(({ Name }) => Name === 'k2_k2');
    const { id, inspect } = recording.container('k2-spark-master') ?? { id: '' };
    const byId = (path: string) => (path.endsWith(`/${id}/json`) ? { body: JSON.stringify(inspect).replace('"k2_k2":{', `"${network?.Id ?? ''}":{`) } : undefined);

    const evidence = await observed({ recording, answer: byId });

    expect(evidence.containers.map(({ NetworkSettings }) => Object.keys(NetworkSettings.Networks ?? {}))).toEqual(evidence.containers.map(() => ['k2_k2']));
  });

  it('has no secret in it', async () => {
    const evidence = await observed(FOUNDING);

    expect(JSON.stringify(evidence)).not.toContain('hunter2');
    expect(evidence.containers[0]?.Config.Env).toContainEqual(expect.stringMatching(/^KAFKA_PASSWORD=‹redacted:[0-9a-f]{8}›$/));
  });
});

describe('neighbours', () => {
  const asStranger = (container: Record<string, unknown>, more: Record<string, unknown>) => ({ ...container, Labels: {}, ...more });

  it('are running containers outside the project on its networks, or with Spark in image or command', async () => {
    const recording = withList('3.5.3/02-founding', (list) =>
      list.map((container, at) => {
        if (at === 0) return asStranger(container, { Image: 'any', Command: 'sleep' }); // on k2_k2
        if (at === 1) return asStranger(container, { NetworkSettings: { Networks: {} } }); // spark-submit
        if (at === 2) return asStranger(container, { Image: 'any', Command: 'sleep', NetworkSettings: { Networks: { bridge: { NetworkID: 'b' } } } });
        if (at === 3) return asStranger(container, { State: 'exited' });
        return { ...container, NetworkSettings: { Networks: { ...(container['NetworkSettings'] as { Networks: object }).Networks, bridge: { NetworkID: 'b' } } } };
      }),
    );

    const evidence = await observed({ recording });

    expect(evidence.containers).toHaveLength(3);
    expect(evidence.neighbours).toHaveLength(2);
  });

  it('are thirty-two at most, and the rest is counted', async () => {
    const recording = withList('3.5.3/02-founding', (list) => [...list, ...Array.from({ length: 40 }, (_, at) => ({ ...list[at % 7], Names: [`/other-${String(at)}`], Labels: {} }))]);

    const evidence = await observed({ recording });

    expect(evidence.neighbours).toHaveLength(32);
    expect(evidence.neighboursLeftOut).toBe(8);
  });
});

describe('what goes wrong in between', () => {
  const only = (pattern: RegExp, answer: Answer): FakeEngineOptions => ({
    ...FOUNDING,
    answer: (path) => (pattern.test(path) ? answer : undefined),
  });
  const first = (readDockerRecording('3.5.3/02-founding').containers as { Id: string; Names: string[] }[])[0] ?? { Id: '', Names: [''] };
  const subject = first.Names[0]?.slice(1);

  it('a container that vanishes before its inspect is gone, and no more', async () => {
    const evidence = await observed(only(new RegExp(`${first.Id}/json`), { status: 404, body: '{"message":"No such container"}' }));

    expect(evidence.containers).toHaveLength(6);
    expect(evidence.gaps).toEqual([{ kind: 'container', subject, gone: true, detail: 'No such container' }]);
  });

  it.each([
    ['fails', { status: 500, body: '{"message":"layer broken"}' }, 'HTTP 500: layer broken'],
    ['is garbage', { body: 'not JSON' }, 'the answer is not JSON (not JSON): is this a Docker engine?'],
    ['is something else', { body: '{"Id":"x"}' }, 'not as the engine\'s API has it: Name'],
  ])('an inspect that %s leaves a gap', async (_, answer, detail) => {
    const evidence = await observed(only(new RegExp(`${first.Id}/json`), answer));

    expect(evidence.containers).toHaveLength(6);
    expect(evidence.gaps).toEqual([{ kind: 'container', subject, gone: false, detail }]);
  });

  it('an inspect that hangs costs its own container only', async () => {
    const evidence = await observed(only(new RegExp(`${first.Id}/json`), 'hang'), {}, { deadline: 1500 });

    expect(evidence.containers).toHaveLength(6);
    expect(evidence.gaps).toMatchObject([{ subject, gone: false, detail: 'no answer in time' }]);
  });

  it('a proxy that hides networks, volumes and the machine leaves gaps, not health', async () => {
    const evidence = await observed(only(/^\/(networks|volumes|info)/, { status: 403, body: 'Forbidden' }));

    expect(evidence.gaps.map(({ kind }) => kind)).toEqual(['networks', 'volumes', 'info']);
    expect(evidence.engine.ServerVersion).toBe('20.10.24');
  });

  it('an engine whose list fails is unavailable, with the reason', async () => {
    const { evidence } = await observe(only(/^\/containers\/json/, { status: 403, body: 'Forbidden' }));

    expect(evidence).toMatchObject({ status: 'unavailable', reason: { kind: 'refused', detail: expect.stringContaining('HTTP 403') as string } });
  });

  it('an engine that is not there, or hangs, is unavailable', async () => {
    const hanging = await start({ answer: () => 'hang' });

    expect(await observeDocker(contextFor(connect('unix:///no/such.sock')), { project: 'k2' })).toMatchObject({ reason: { kind: 'unreachable', target: 'unix:///no/such.sock' } });
    expect(await observeDocker(contextFor(connect(hanging.host), { deadline: 200 }), { project: 'k2' })).toEqual({
      status: 'unavailable',
      reason: { kind: 'timed-out', target: hanging.host },
    });
    expect(await observeDocker(contextFor(undefined), { project: 'k2' })).toMatchObject({ reason: { kind: 'not-collected' } });
  });

  it('an answer that is no list is no empty list', async () => {
    const { evidence } = await observe(only(/^\/containers\/json/, { body: '{"hello":"world"}' }));

    expect(evidence).toMatchObject({ reason: { kind: 'unreadable', detail: 'the answer is no list of containers: is this a Docker engine?' } });
  });
});

describe('the projects of an engine', () => {
  it.each([
    ['3.5.3/02-founding', { name: 'k2', configFiles: ['/srv/k2/docker-compose.yml'], workingDir: '/srv/k2', containers: 7, running: 7, spark: true }],
    ['3.5.3/20-compose-v1', { name: 'v1', configFiles: ['/srv/v1/docker-compose.yml'], workingDir: '/srv/v1', containers: 3, running: 3, spark: true }],
  ])('are told by labels in %s', async (recording, project) => {
    const fake = await start({ recording });

    expect(await listProjects(connect(fake.host), AbortSignal.timeout(5000))).toEqual([project]);
  });
});
