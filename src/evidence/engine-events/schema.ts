import * as z from 'zod/mini';

/** What the engine still remembers (256 events in all) of the project's containers: oom, die, kill, stop, update, start. Times RFC 3339. */
export const engineEventsSchema = z.object({
  events: z.array(
    z.object({ container: z.string(), action: z.string(), time: z.string(), exitCode: z.optional(z.number()), signal: z.optional(z.string()) }),
  ),
  /** The oldest event of any kind still remembered: what happened before it cannot be told. */
  since: z.optional(z.string()),
});

export type EngineEventsEvidence = z.output<typeof engineEventsSchema>;
export type EngineEvent = EngineEventsEvidence['events'][number];
