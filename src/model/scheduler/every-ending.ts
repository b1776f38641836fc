import type { Chance } from './chance.js';
import { play, type Ending } from './play.js';
import type { Scenario } from './scenario.js';

/** All the ways in which a story can end, as far as they were played. */
export interface EveryEnding {
  readonly endings: readonly Ending[];
  /** Whether every outcome of chance was played; otherwise there may be more endings. */
  readonly exhaustive: boolean;
}

/**
 * Plays a scenario once for every outcome of what Spark leaves to chance: the
 * order of workers among which it chooses (before 4.0), each shuffle that a
 * driver meets. For small clusters: n equal workers make n! plays. Stops after
 * `mostPlays`.
 *
 * Only the order within a group of interchangeable workers can matter. Another
 * order may bring other workers into a choice, so the groups grow until they
 * hold in every play.
 */
export function everyEnding(scenario: Scenario, mostPlays: number): EveryEnding {
  const endings = new Map<string, Ending>();
  let groups: Groups = mergedGroups([], play(scenario).interchangeable);
  for (let plays = 0; ; ) {
    const dice = countingDice();
    let seen = groups;
    do {
      if (plays === mostPlays) return { endings: [...endings.values()], exhaustive: false };
      plays += 1;
      const ending = play(scenario, chanceFrom(dice.draw, groups));
      endings.set(outcomeOf(ending), ending);
      seen = mergedGroups(seen, ending.interchangeable);
    } while (dice.turn());
    if (isSame(seen, groups)) return { endings: [...endings.values()], exhaustive: true };
    groups = seen;
  }
}

type Groups = readonly (readonly string[])[];

/** Groups that share a worker become one. */
function mergedGroups(known: Groups, more: Groups): Groups {
  return more.reduce<Groups>((groups, group) => {
    const touching = groups.filter((other) => other.some((worker) => group.includes(worker)));
    const apart = groups.filter((other) => !touching.includes(other));
    return [...apart, [...new Set([...touching.flat(), ...group])]];
  }, known);
}

/** Groups only ever grow, so two states of them differ when their sizes do. */
const isSame = (a: Groups, b: Groups): boolean => a.length === b.length && a.flat().length === b.flat().length;

/** What tells two endings apart: who holds what, in which order it was launched. */
function outcomeOf({ state: { workers, applications, drivers } }: Ending): string {
  return JSON.stringify([
    workers.map(({ id, coresUsed, memoryUsedMb }) => [id, coresUsed, memoryUsedMb]),
    applications.map(({ name, state, executors }) => [name, state, executors]),
    drivers.map(({ name, state, worker }) => [name, state, worker ?? null]),
  ]);
}

/** A worker's rank is drawn when it appears: a place between those of its group who are already there. */
function chanceFrom(draw: Chance['draw'], groups: Groups): Chance {
  const ranksOf = new Map<string, GroupRanks>();
  groups.forEach((group, at) => {
    const ranks: GroupRanks = { around: -(at + 1) * FAR, taken: [] };
    for (const worker of group) ranksOf.set(worker, ranks);
  });
  return {
    draw,
    rankOf: (appeared, id) => {
      const ranks = ranksOf.get(id);
      return ranks === undefined ? appeared : insertAt(ranks, draw(ranks.taken.length + 1));
    },
  };
}

interface GroupRanks {
  readonly around: number;
  readonly taken: number[];
}

/** No two workers may have one rank, so each group has a stretch of its own, below those of no group. */
const FAR = 1_000_000;

/** Puts a new rank between two others, or one step outside of all, and returns it. */
function insertAt({ around, taken }: GroupRanks, place: number): number {
  const before = taken[place - 1];
  const behind = taken[place];
  const rank = ((before ?? (behind ?? around) - 2) + (behind ?? (before ?? around) + 2)) / 2;
  taken.splice(place, 0, rank);
  return rank;
}

/** Draws as a mileage counter does: `turn` moves on to the next unseen sequence, false when it has seen all. */
function countingDice(): { readonly draw: (of: number) => number; readonly turn: () => boolean } {
  const wheels: { shows: number; readonly of: number }[] = [];
  let next = 0;

  function draw(of: number): number {
    if (of <= 1) return 0;
    const wheel = wheels[next] ?? { shows: 0, of };
    wheels[next] = wheel;
    next += 1;
    return wheel.shows;
  }

  function turn(): boolean {
    next = 0;
    for (let last = wheels.at(-1); last !== undefined; last = wheels.at(-1)) {
      last.shows += 1;
      if (last.shows < last.of) return true;
      wheels.pop();
    }
    return false;
  }

  return { draw, turn };
}
