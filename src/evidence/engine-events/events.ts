import * as z from 'zod/mini';

import type { EngineEvent, EngineEventsEvidence } from './schema.js';

const eventSchema = z.object({
  Type: z.nullish(z.string()),
  Action: z.string(),
  Actor: z.object({ ID: z.string(), Attributes: z.nullish(z.record(z.string(), z.string())) }),
  time: z.number(),
  timeNano: z.nullish(z.number()),
});

/** What tells of a container's life. `exec_*`, `top`, `health_status` and the like are somebody looking at it. */
const ACTIONS = new Set(['oom', 'die', 'kill', 'stop', 'start', 'restart', 'update', 'pause', 'unpause', 'destroy', 'create']);

/** Events of the given containers, oldest first, out of lines of JSON; a line that is cut or strange is passed over. */
export function readEvents(text: string, isWanted: (container: string, attributes: Readonly<Record<string, string>>) => boolean): EngineEventsEvidence {
  const parsed = text.split('\n').flatMap((line) => eventSchema.safeParse(parseJson(line)).data ?? []);
  const oldest = parsed.reduce((least, { time }) => Math.min(least, time), Infinity);
  const events = parsed.flatMap(({ Type, Action, Actor, time, timeNano }): EngineEvent[] => {
    const attributes = Actor.Attributes ?? {};
    if (Type !== 'container' || !ACTIONS.has(Action) || !isWanted(Actor.ID, attributes)) return [];
    const exitCode = Number(attributes['exitCode'] ?? Number.NaN);
    const { signal } = attributes;
    return [
      {
        container: Actor.ID,
        action: Action,
        time: new Date(timeNano ? timeNano / 1e6 : time * 1000).toISOString(),
        ...(Number.isInteger(exitCode) ? { exitCode } : {}),
        ...(signal === undefined ? {} : { signal }),
      },
    ];
  });
  return { events: events.sort((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0)), ...(oldest === Infinity ? {} : { since: new Date(oldest * 1000).toISOString() }) };
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
