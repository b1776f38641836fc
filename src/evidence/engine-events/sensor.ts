import { EngineError, reasonOf } from '../docker/engine-error.js';
import { observed, unavailable, type Evidence } from '../evidence.js';
import type { SensorContext } from '../sensor-context.js';
import { signalOf } from '../http/timing/sensor.js';
import { readEvents } from './events.js';
import type { EngineEventsEvidence } from './schema.js';

export interface EventsRequest {
  /** Name of the Compose project: events of containers that are no longer there count too. */
  readonly project: string | undefined;
  /** Ids of further containers. */
  readonly containers: ReadonlySet<string>;
}

/** The engine keeps 256 events; with a hundred labels on each container that is some hundred kilobytes. */
const LIMIT = 2 * 1024 * 1024;

/**
 * What the engine remembers of the project's containers, of all kinds of events the oldest too: nothing is asked by filter,
 * so that one knows how far back the memory goes. To be read before `container-processes`.
 */
export async function observeEngineEvents(context: SensorContext, { project, containers }: EventsRequest): Promise<Evidence<EngineEventsEvidence>> {
  const { engine } = context;
  if (engine === undefined) return unavailable({ kind: 'not-collected' });
  const signal = signalOf(context);
  try {
    const until = (engine.seen().date ?? context.now()).getTime() / 1000;
    const body = await engine.bytes(`/events?since=0&until=${String(until)}`, { signal, limit: LIMIT });
    const isWanted = (id: string, attributes: Readonly<Record<string, string>>) =>
      containers.has(id) || (project !== undefined && attributes['com.docker.compose.project'] === project);
    return observed(readEvents(Buffer.from(body).toString('utf8'), isWanted));
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    return unavailable(reasonOf(error));
  }
}
