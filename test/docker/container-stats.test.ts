import { afterEach, describe, expect, it } from 'vitest';

import { observeContainerStats } from '#evidence/container-stats/sensor.js';
import { cpuBetween, cpuSince, memoryUsed, statsSchema } from '#evidence/container-stats/usage.js';

import { observing, seen, type Observing } from './observing.js';

const open: Observing[] = [];
afterEach(() => Promise.all(open.splice(0).map(({ fake }) => fake.close())));

async function statsIn(...arguments_: Parameters<typeof observing>) {
  const found = await observing(...arguments_);
  open.push(found);
  return { ...found, ...seen(await observeContainerStats(found.context, found.containers)) };
}

describe('the use of a container', () => {
  it('is its memory as docker stats counts it, its limit, and its processor time since the start', async () => {
    const { stats, container, gaps } = await statsIn('3.5.3/02-founding');
    const used = stats.find((each) => each.container === container('k2-bronze-kraken-stream').Id);

    expect(used).toEqual({ container: container('k2-bronze-kraken-stream').Id, memoryUsed: 444_846_080 - 241_664, memoryLimit: 2_147_483_648, cpuAverage: expect.closeTo(0.377, 2) as number, pids: 94 });
    expect(gaps).toEqual([]);
  });

  it('is read once, without waiting for a second value', async () => {
    const { fake } = await statsIn('3.5.3/02-founding');
    const asked = fake.requests.filter(({ path }) => path.includes('/stats'));

    expect(asked).toHaveLength(7);
    for (const { method, path } of asked) expect(`${method} ${path}`).toMatch(/^GET .*[?]stream=false&one-shot=1$/);
  });

  it('is read twice for a window, when asked', async () => {
    let reads = 0;
    const answer = (path: string) => {
      if (!path.includes('/stats')) return undefined;
      reads += 1;
      const later = reads > 7 ? 1 : 0;
      return { body: JSON.stringify({ read: `2026-11-22T20:36:0${String(later * 2)}Z`, cpu_stats: { cpu_usage: { total_usage: 1e9 + later * 3e9 } }, memory_stats: { usage: 100 } }) };
    };

    const { stats } = await statsIn('3.5.3/02-founding', { answer }, { sample: 0.05 });

    expect(reads).toBe(14);
    for (const used of stats) expect(used.cpuWindow).toEqual({ cores: 1.5, seconds: 2 });
  });

  it('is not asked of a container that does not run', async () => {
    const { stats, gaps, containers } = await statsIn('3.5.3/09-oom/2-driver');

    expect(containers.some(({ State }) => State.Status === 'exited')).toBe(true);
    expect(stats).toHaveLength(containers.filter(({ State }) => State.Status === 'running').length);
    expect(gaps).toEqual([]);
  });

  it('that cannot be read leaves a gap', async () => {
    const { stats, gaps } = await statsIn('3.5.3/02-founding', { answer: (path) => (path.includes('/stats') ? { body: '{"read":"0001-01-01T00:00:00Z","cpu_stats":{"cpu_usage":{"total_usage":0}},"memory_stats":{}}' } : undefined) });

    expect(stats).toEqual([]);
    expect(gaps).toHaveLength(7);
    expect(gaps[0]?.detail).toBe('it is not running: no memory was counted');
  });
});

describe('usage', () => {
  const stats = (more: object) => statsSchema.parse({ read: '2026-11-22T20:36:00Z', cpu_stats: { cpu_usage: { total_usage: 60e9 } }, memory_stats: {}, ...more });

  it('leaves out the cache of cgroup v1 and of v2, unless that is more than all', () => {
    expect(memoryUsed(stats({ memory_stats: { usage: 100, stats: { total_inactive_file: 30, inactive_file: 10 } } }))).toBe(70);
    expect(memoryUsed(stats({ memory_stats: { usage: 100, stats: { inactive_file: 10 } } }))).toBe(90);
    expect(memoryUsed(stats({ memory_stats: { usage: 100, stats: { inactive_file: 200 } } }))).toBe(100);
    expect(memoryUsed(stats({ memory_stats: { privateworkingset: 5 } }))).toBe(5);
    expect(memoryUsed(stats({}))).toBeUndefined();
  });

  it('averages over the life of the process, once that is a second long', () => {
    expect(cpuSince(stats({}), '2026-11-22T20:35:00Z')).toBe(1);
    expect(cpuSince(stats({}), '2026-11-22T20:35:59.5Z')).toBeUndefined();
    expect(cpuSince(stats({}), undefined)).toBeUndefined();
  });

  it('has no window over a restart', () => {
    const after = stats({ read: '2026-11-22T20:36:02Z', cpu_stats: { cpu_usage: { total_usage: 1e9 } } });

    expect(cpuBetween(stats({}), after)).toBeUndefined();
    expect(cpuBetween(stats({}), stats({}))).toBeUndefined();
  });
});
