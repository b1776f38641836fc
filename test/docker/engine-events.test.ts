import { afterEach, describe, expect, it } from 'vitest';

import { observeEngineEvents } from '#evidence/engine-events/sensor.js';

import { startFakeEngine } from '../fakes/docker-engine.js';
import { connect, contextFor } from './connecting.js';
import { observing, seen, type Observing } from './observing.js';

const open: Observing[] = [];
afterEach(() => Promise.all(open.splice(0).map(({ fake }) => fake.close())));

async function eventsIn(situation: string, project: string) {
  const found = await observing(situation);
  open.push(found);
  return { ...found, ...seen(await observeEngineEvents(found.context, { project, containers: new Set() })) };
}

describe('what the engine remembers', () => {
  it('is the kills by the kernel that no container’s state tells of', async () => {
    const { events, container, since } = await eventsIn('3.5.3/09-oom/1-python-worker', 'oom');
    const worker = container('oom-spark-worker-1-1');

    expect(worker.State.OOMKilled).toBe(false);
    expect(events.filter(({ action, container: id }) => action === 'oom' && id === worker.Id)).toHaveLength(9);
    expect(since).toMatch(/^2026-11-22T/);
  });

  it('is the exit codes and signals of a restart', async () => {
    const { events, container } = await eventsIn('3.5.3/02-founding', 'k2');
    const life = events.filter((event) => event.container === container('k2-bronze-kraken-stream').Id);

    expect(life.map(({ action }) => action)).toEqual(['create', 'start', 'kill', 'die', 'stop', 'start', 'restart']);
    expect(life[2]).toMatchObject({ signal: '15' });
    expect(life[3]).toMatchObject({ exitCode: 143 });
    expect([...life].map(({ time }) => time).sort()).toEqual(life.map(({ time }) => time));
  });

  it('holds nobody else’s containers, unless they are asked for', async () => {
    const found = await observing('3.5.3/02-founding');
    open.push(found);
    const { Id } = found.container('k2-spark-master');

    const { events } = seen(await observeEngineEvents(found.context, { project: 'other', containers: new Set([Id]) }));

    expect(new Set(events.map(({ container }) => container))).toEqual(new Set([Id]));
  });

  it('is asked for up to the engine’s own time, so that no clock makes it wait', async () => {
    const { fake } = await eventsIn('3.5.3/02-founding', 'k2');
    const [asked] = fake.requests.filter(({ path }) => path.startsWith('/events'));
    const until = Number(/until=(\d+)/.exec(asked?.path ?? '')?.[1]);

    expect(Math.abs(until - Date.now() / 1000)).toBeLessThan(60);
  });

  it('is bounded, and a torn line is passed over', async () => {
    const line = '{"Type":"container","Action":"oom","Actor":{"ID":"x","Attributes":{}},"time":1795379622,"timeNano":1795379622090116343}\n';
    const fake = await startFakeEngine({ answer: () => ({ body: `${line}not JSON\n{"Type":"container"}\n${line.slice(0, 40)}` }) });

    const { events } = seen(await observeEngineEvents(contextFor(connect(fake.host)), { project: undefined, containers: new Set(['x']) }));

    expect(events).toEqual([{ container: 'x', action: 'oom', time: '2026-11-22T20:33:42.090Z' }]);
    await fake.close();
  });

  it('that cannot be read is unavailable', async () => {
    const fake = await startFakeEngine({ answer: () => ({ status: 403 }) });

    expect(await observeEngineEvents(contextFor(connect(fake.host)), { project: 'k2', containers: new Set() })).toMatchObject({ status: 'unavailable', reason: { kind: 'refused' } });
    await fake.close();
  });
});
