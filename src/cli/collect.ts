import type { Engine } from '#evidence/docker/engine.js';
import { observed, valueOf } from '#evidence/evidence.js';
import { abortable } from '#evidence/http/timing/sensor.js';
import { createRedactor } from '#evidence/redact.js';
import type { Http } from '#evidence/http.js';
import type { SensorContext } from '#evidence/sensor-context.js';
import type { EvidenceBySource, Invocation, Snapshot } from '#evidence/snapshot.js';

import { UserError } from './errors.js';
import type { Io } from './io.js';
import { readCompose } from './read-compose.js';
import type { Patience } from './read-optional.js';
import { ProjectError } from './resolve-files.js';
import { sparkEvidence } from './spark-evidence.js';
import { turns } from './turns.js';
import { version } from './version.js';

export interface LookFlags {
  readonly master: readonly string[];
  /** Seconds for the whole run. */
  readonly timeout: number;
  readonly sample?: number;
  /** Wait for optional sources as long as the run may take: a snapshot is worth it, an answer is not. */
  readonly patient?: boolean;
  /** Sources that are waited for in any case. */
  readonly require?: readonly string[];
}

/** Of the run's time: an engine that hangs must leave some to ask the master. */
const ENGINE_SHARE = 0.7;

/** Everything that can be seen now, redacted. The engine is asked first: while it answers, the files are read. */
export async function collectSnapshot(invocation: Invocation, flags: LookFlags, io: Io): Promise<Snapshot> {
  const evidence = invocation.offline ? await offlineEvidence(invocation, io) : await liveEvidence(invocation, flags, io);
  return { snapshotVersion: 1, k2doctor: version, takenAt: io.now().toISOString(), invocation, evidence };
}

/** Who asks for a sample wants to see it. */
const patienceOf = ({ patient = false, require = [], sample }: LookFlags): Patience => ({ patient, required: new Set([...require, ...(sample === undefined ? [] : ['container-stats'])]) });

async function liveEvidence(invocation: Invocation, flags: LookFlags, io: Io): Promise<EvidenceBySource> {
  const run = abortable({ after: flags.timeout * 1000 });
  let engine: Engine | undefined;
  try {
    const context = await contextOf(invocation, flags, io, run.signal);
    engine = context.engine;
    return await look(invocation, context, io, patienceOf(flags));
  } finally {
    // What nobody waits for any more must not keep the process alive.
    run.abort();
    engine?.close();
  }
}

async function offlineEvidence(invocation: Invocation, io: Io): Promise<EvidenceBySource> {
  const compose = await readCompose(invocation, io);
  const { readDeclaredDefaults } = await import('#evidence/mounted-files/declared/sensor.js');
  const redactor = createRedactor(io.runId);
  const file = compose.evidence(redactor, undefined);
  return { compose: observed(file), 'mounted-files': readDeclaredDefaults(file.services, redactor) };
}

async function look(invocation: Invocation, context: SensorContext, io: Io, patience: Patience): Promise<EvidenceBySource> {
  const { observeDocker } = await import('#evidence/docker/sensor.js');
  const reading = turns(2).then(() => readCompose(invocation, io));
  const asking = observeDocker({ ...context, deadline: context.deadline * ENGINE_SHARE }, { project: reading.then(({ project }) => project.name, () => undefined), images: reading.then(({ images }) => images, () => []) });
  // Where the files cannot be read nobody awaits it any more: then its failure must not count as unhandled.
  asking.catch(() => undefined);
  const compose = await reading.catch((error: unknown) => {
    if (error instanceof ProjectError && error.noFile) return error;
    throw error;
  });
  if (compose instanceof ProjectError) {
    const { runningProject } = await import('./running-project.js');
    return runningProject(compose, invocation, context, io, patience);
  }
  await turns(1);
  await nextNeeded();
  const docker = await asking;
  const files = observed(compose.evidence(context.redactor, valueOf(docker)));
  const masters = context.masters.length > 0 ? context.masters : compose.masters;
  return sparkEvidence({ ...context, masters }, { compose: files, docker }, patience);
}

/** What the next step runs, loaded while the engine answers. */
const nextNeeded = () => Promise.all([import('#evidence/spark-master/sensor.js'), import('#evidence/http/plain/sensor.js')]);

async function contextOf(invocation: Invocation, flags: LookFlags, io: Io, signal: AbortSignal): Promise<SensorContext & { readonly engine: Engine }> {
  const deadline = flags.timeout * 1000;
  const engine = await engineOf(invocation, io);
  return {
    signal,
    deadline,
    redactor: createRedactor(io.runId),
    http: plainHttp(),
    engine,
    masters: flags.master,
    env: new Map(Object.entries(io.env).filter((entry): entry is [string, string] => entry[1] !== undefined && entry[0].startsWith('SPARK_'))),
    now: io.now,
    ...(flags.sample === undefined ? {} : { sample: flags.sample }),
  };
}

async function engineOf({ host, context }: Invocation, io: Io): Promise<Engine> {
  const [{ connectEngine }, { EngineAddressError }] = await Promise.all([import('#evidence/docker/connect/sensor.js'), import('#evidence/docker/engine-error.js')]);
  try {
    return connectEngine({ ...(host === undefined ? {} : { host }), ...(context === undefined ? {} : { context }), env: io.env, home: io.home, readFile: io.readFile });
  } catch (error) {
    if (error instanceof EngineAddressError) throw new UserError(error.message, { hint: 'docker context ls lists contexts; -H takes unix://, tcp:// or ssh://' });
    throw error;
  }
}

/** Made when something is first asked over HTTP. */
function plainHttp(): Http {
  let made: Promise<Http> | undefined;
  const make = async () => (await import('#evidence/http/plain/sensor.js')).createPlainHttp();
  return { get: async (url, options) => (await (made ??= make())).get(url, options) };
}
