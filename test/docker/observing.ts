import { observeDocker } from '#evidence/docker/sensor.js';
import type { DockerContainer } from '#evidence/docker/schema.js';
import { valueOf, type Evidence } from '#evidence/evidence.js';
import type { SensorContext } from '#evidence/sensor-context.js';

import { startFakeEngine, type FakeEngine, type FakeEngineOptions } from '../fakes/docker-engine.js';
import { readDockerRecording } from '../fakes/docker-recording.js';
import { connect, contextFor } from './connecting.js';

export interface Observing {
  readonly fake: FakeEngine;
  readonly context: SensorContext;
  readonly containers: readonly DockerContainer[];
  /** By name, without the slash. */
  readonly container: (name: string) => DockerContainer;
}

/** A fake engine, and the containers of the project that was recorded there. */
export async function observing(situation: string, options: FakeEngineOptions = {}, more: Partial<SensorContext> = {}): Promise<Observing> {
  const recording = readDockerRecording(situation);
  const fake = await startFakeEngine({ recording, ...options });
  const context = contextFor(connect(fake.host), more);
  const [first] = recording.containers as { Labels: Record<string, string> }[];
  const { containers } = seen(await observeDocker(context, { project: first?.Labels['com.docker.compose.project'] }));
  const container = (name: string) => {
    const found = containers.find(({ Name }) => Name === `/${name}`);
    if (found === undefined) throw new Error(`no container ${name}`);
    return found;
  };
  return { fake, context, containers, container };
}

/** The value of evidence that must be there. */
export function seen<T>(evidence: Evidence<T>): T {
  const value = valueOf(evidence);
  if (value === undefined) throw new Error(JSON.stringify(evidence));
  return value;
}
