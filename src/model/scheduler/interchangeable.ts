/**
 * Keeps account of the workers among which Spark chose by chance. Two are
 * interchangeable when a chain of such choices links them: which of them got
 * what could be otherwise.
 */
export interface Interchangeable<Worker> {
  /** All of these could have been the one. */
  readonly link: (workers: readonly Worker[]) => void;
  /** A worker now has as many free cores as it says. */
  readonly arrive: (worker: Worker) => void;
  /** One was chosen among those of that many free cores on which the shape fits. */
  readonly choose: (coresFree: number, shape: object, fits: (worker: Worker) => boolean) => void;
  /** Groups of two and more, in order of appearance. */
  readonly groups: () => readonly (readonly string[])[];
}

/** What the account needs to know of a worker. */
export interface Countable {
  readonly id: string;
  /** Grows whenever what is free on it changes. */
  moves: number;
  /** Another of its group, nearer to the head of it. */
  linkedTo: Countable | undefined;
}

/** A worker as it stood at a level of free cores; outdated as soon as it moves on. */
interface Visit<Worker> {
  readonly worker: Worker;
  readonly moves: number;
}

/** Everyone who ever reached a number of free cores, and how far the choices of each shape have read on. */
interface Level<Worker> {
  readonly visits: Visit<Worker>[];
  readonly readers: Map<object, { read: number; linked: Visit<Worker>[] }>;
}

/**
 * Each visit is read once for each shape chosen for at its level, so the account
 * grows with the launches, not with launches times workers.
 */
export function interchangeableAmong<Worker extends Countable & { coresFree: number }>(
  everyWorker: readonly Worker[],
): Interchangeable<Worker> {
  const levels = new Map<number, Level<Worker>>();

  const levelOf = (coresFree: number): Level<Worker> => {
    const level = levels.get(coresFree) ?? { visits: [], readers: new Map() };
    levels.set(coresFree, level);
    return level;
  };

  return {
    link,
    arrive: (worker) => void levelOf(worker.coresFree).visits.push({ worker, moves: worker.moves }),
    choose(coresFree, shape, fits) {
      const { visits, readers } = levelOf(coresFree);
      const reader = readers.get(shape) ?? { read: 0, linked: [] };
      readers.set(shape, reader);

      const arrived = visits.slice(reader.read).filter((visit) => isThere(visit) && fits(visit.worker));
      reader.read = visits.length;
      while (reader.linked.length > 0 && !isThere(reader.linked.at(-1))) reader.linked.pop();
      link([...reader.linked.slice(-1), ...arrived].map(({ worker }) => worker));
      reader.linked.push(...arrived);
    },
    groups: () => groupsAmong(everyWorker),
  };
}

const isThere = (visit: Visit<Countable> | undefined): boolean => visit?.moves === visit?.worker.moves;

function link([first, ...others]: readonly Countable[]): void {
  if (first === undefined) return;
  const head = headOf(first);
  for (const other of others) {
    const otherHead = headOf(other);
    if (otherHead !== head) otherHead.linkedTo = head;
  }
}

function headOf(worker: Countable): Countable {
  let head = worker;
  while (head.linkedTo !== undefined) head = head.linkedTo;
  // The next one to ask has a shorter way.
  if (head !== worker) worker.linkedTo = head;
  return head;
}

function groupsAmong(everyWorker: readonly Countable[]): string[][] {
  const groups = new Map<Countable, string[]>();
  for (const worker of everyWorker) {
    const head = headOf(worker);
    const group = groups.get(head) ?? [];
    groups.set(head, group);
    group.push(worker.id);
  }
  return [...groups.values()].filter((group) => group.length > 1);
}
