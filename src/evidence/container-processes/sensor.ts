import { mapAtOnce } from '../docker/at-once.js';
import type { Engine } from '../docker/engine.js';
import { EngineError } from '../docker/engine-error.js';
import type { DockerContainer } from '../docker/schema.js';
import { observed, unavailable, type Evidence } from '../evidence.js';
import { present } from '../present.js';
import type { SensorContext } from '../sensor-context.js';
import { signalOf } from '../http/timing/sensor.js';
import { classify, startedBy } from './classify.js';
import type { ContainerProcessesEvidence } from './schema.js';
import { readTop, type ProcessRow } from './table.js';

/** Each starts a `ps` on the engine's machine. */
const AT_ONCE = 4;
/** The engine runs its own machine's ps: BusyBox knows no etimes, and some know no -eo at all. */
const FORMATS = ['?ps_args=-eo+pid,ppid,user,etimes,args', '?ps_args=-eo+pid,ppid,user,etime,args', ''];

/**
 * Spark's processes in the given running containers. Every `top` leaves an event behind, and the engine remembers 256:
 * read `engine-events` before.
 */
export async function observeContainerProcesses(context: SensorContext, containers: readonly DockerContainer[]): Promise<Evidence<ContainerProcessesEvidence>> {
  const { engine, redactor } = context;
  if (engine === undefined) return unavailable({ kind: 'not-collected' });
  const signal = signalOf(context);
  const running = containers.filter(({ State }) => State.Status === 'running' || State.Status === 'paused');

  const read = await mapAtOnce(running, AT_ONCE, async (container) => {
    const rows = await readProcesses(engine, container.Id, signal);
    if (rows instanceof EngineError) return { gap: { subject: container.Name.replace(/^\//, ''), detail: redactor.text(rows.detail) } };
    const processes = classify(rows).map(({ kind, elapsed, args, ...row }) => ({
      pid: row.pid,
      ppid: row.ppid,
      user: row.user,
      kind,
      args: withoutSpill(args, redactor.argv(args)),
      ...present({ elapsed, startedBy: startedBy({ elapsed, args, ...row }, rows, container.State.Pid) }),
    }));
    return { found: { container: container.Id, processes } };
  });
  return observed({
    containers: read.flatMap(({ found }) => (found === undefined ? [] : [found])),
    gaps: read.flatMap(({ gap }) => (gap === undefined ? [] : [gap])),
  });
}

async function readProcesses(engine: Engine, id: string, signal: AbortSignal): Promise<readonly ProcessRow[] | EngineError> {
  let failure = new EngineError('unreadable', engine.host, 'the list of processes is not as the engine\'s API has it');
  for (const format of FORMATS) {
    try {
      const rows = readTop(await engine.json(`/containers/${id}/top${format}`, { signal }));
      if (rows !== undefined) return rows;
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      failure = error;
      if (error.kind !== 'unreadable') return failure; // Another format would not find what is gone or forbidden.
    }
  }
  return failure;
}

/**
 * `ps` joins arguments with blanks, so that a secret of several words has come apart: what follows a redacted word and
 * looks like no option, class, path or file may be the rest of it.
 */
function withoutSpill(args: readonly string[], redacted: readonly string[]): string[] {
  let spills = false;
  return redacted.map((word, at) => {
    spills = word !== args[at] || (spills && !/^-|[./]/.test(word));
    return spills && word === args[at] ? '‹redacted›' : word;
  });
}
