import { setTimeout as sleep } from 'node:timers/promises';

import { mapAtOnce } from '../docker/at-once.js';
import type { Engine } from '../docker/engine.js';
import { EngineError } from '../docker/engine-error.js';
import { readAs, settle } from '../docker/read.js';
import type { DockerContainer } from '../docker/schema.js';
import { observed, unavailable, type Evidence } from '../evidence.js';
import type { SensorContext } from '../sensor-context.js';
import { signalOf } from '../http/timing/sensor.js';
import type { ContainerStats, ContainerStatsEvidence } from './schema.js';
import { cpuBetween, cpuSince, memoryUsed, statsSchema, throttledShare, type RawStats } from './usage.js';

/** A read costs the engine several milliseconds of processor time. */
const AT_ONCE = 6;

/** Memory and processor time of the given running containers, from one read; over a window with `--sample`, from two. */
export async function observeContainerStats(context: SensorContext, containers: readonly DockerContainer[]): Promise<Evidence<ContainerStatsEvidence>> {
  const { engine, sample } = context;
  if (engine === undefined) return unavailable({ kind: 'not-collected' });
  const signal = signalOf(context);
  const running = containers.filter(({ State }) => State.Status === 'running' || State.Status === 'paused');

  const first = await readAll(running, engine, signal);
  const second = sample === undefined || !(await hasSlept(sample, signal)) ? undefined : await readAll(running, engine, signal);
  const stats: ContainerStats[] = [];
  const gaps: { subject: string; detail: string }[] = [];
  running.forEach((container, at) => {
    const [before, after] = [first[at], second?.[at]];
    const subject = container.Name.replace(/^\//, '');
    if (before === undefined || 'detail' in before) gaps.push({ subject, detail: before?.detail ?? 'not read' });
    else stats.push(statsOf(container, before, after === undefined || 'detail' in after ? undefined : after));
  });
  return observed({ stats, gaps });
}

function statsOf(container: DockerContainer, first: RawStats, second: RawStats | undefined): ContainerStats {
  const latest = second ?? first;
  const cpuAverage = cpuSince(latest, container.State.StartedAt);
  const cpuWindow = second === undefined ? undefined : cpuBetween(first, second);
  const limited = Boolean(container.HostConfig.Memory); // Without a limit the engine shows the machine's whole memory as one.
  const { limit } = latest.memory_stats;
  const throttled = throttledShare(latest);
  const pids = latest.pids_stats?.current;
  return {
    container: container.Id,
    memoryUsed: memoryUsed(latest) ?? 0,
    ...(limited && limit ? { memoryLimit: limit } : {}),
    ...(cpuAverage === undefined ? {} : { cpuAverage }),
    ...(cpuWindow === undefined ? {} : { cpuWindow }),
    ...(throttled === undefined ? {} : { throttled }),
    ...(pids === null || pids === undefined ? {} : { pids }),
  };
}

type Reading = RawStats | { readonly detail: string };

/** `one-shot` spares the second that the engine would wait for another value; engines before API 1.41 do not know it and wait. */
const readAll = (containers: readonly DockerContainer[], engine: Engine, signal: AbortSignal): Promise<readonly Reading[]> =>
  mapAtOnce(containers, AT_ONCE, async ({ Id, Name }): Promise<Reading> => {
    const answer = await settle(engine.json(`/containers/${Id}/stats?stream=false&one-shot=1`, { signal }));
    const read = readAs(statsSchema, answer, 'container', Name);
    if ('gap' in read) return { detail: read.gap.detail };
    return memoryUsed(read.value) === undefined ? { detail: 'it is not running: no memory was counted' } : read.value;
  });

/** False where the run's time was over before. */
async function hasSlept(seconds: number, signal: AbortSignal): Promise<boolean> {
  try {
    await sleep(seconds * 1000, undefined, { signal });
    return true;
  } catch (error) {
    if (signal.aborted) return false;
    throw error instanceof Error ? error : new EngineError('unreadable', '', String(error));
  }
}
