import * as z from 'zod/mini';

const masterState = z.object({
  status: z.string(),
  cores: z.number(),
  coresused: z.number(),
  workers: z.array(z.object({ id: z.string(), state: z.string(), cores: z.number(), coresused: z.number() })),
  activeapps: z.array(z.object({ id: z.string(), name: z.string(), state: z.string(), cores: z.number() })),
  completedapps: z.array(z.object({ id: z.string(), name: z.string(), state: z.string() })),
});

/** What a Spark master answers at `/json/`, of it what the incidents wait for and compare with. */
export type MasterState = z.infer<typeof masterState>;

/** Asks the master whose web interface is at that address; undefined while it does not answer. */
export async function askMaster(address: string | undefined): Promise<MasterState | undefined> {
  if (address === undefined) return undefined;
  try {
    const response = await fetch(`http://${address}/json/`, { signal: AbortSignal.timeout(15_000) });
    return masterState.parse(await response.json());
  } catch {
    return undefined;
  }
}

export const alive = (master: MasterState) => master.workers.filter(({ state }) => state === 'ALIVE');

export const running = (master: MasterState) => master.activeapps.filter(({ state, cores }) => state === 'RUNNING' && cores > 0);

export const waiting = (master: MasterState) => master.activeapps.filter(({ state }) => state === 'WAITING');

/** One line for a person who wonders why a wait has not ended. */
export function shortly(master: MasterState | undefined): string {
  if (master === undefined) return 'the master does not answer';
  const workers = master.workers.map(({ state, cores, coresused }) => `${state} ${coresused}/${cores}`);
  const applications = master.activeapps.map(({ name, state, cores }) => `${name} ${state} ${cores}`);
  return `${master.status}; workers: ${workers.join(', ')}; applications: ${applications.join(', ')}`;
}
