import { grantedTo, type ClusterState, type WorkerState } from './cluster-state.js';

/** A cluster to look at: a row for each worker, a block for each executor. Reporters colour it. */
export interface Picture {
  readonly rows: readonly PictureRow[];
  /** Every application of the queue, waiting ones included. */
  readonly legend: readonly LegendEntry[];
}

export interface PictureRow {
  readonly worker: string;
  readonly cores: number;
  readonly coresUsed: number;
  readonly memoryMb: number;
  readonly memoryUsedMb: number;
  /** In launch order within an application, applications in queue order; then drivers, unknown use, free cores. */
  readonly blocks: readonly Block[];
}

export type Block =
  | { readonly kind: 'executor'; readonly application: number; readonly letter: string; readonly cores: number }
  | { readonly kind: 'driver'; readonly driver: string; readonly cores: number }
  /** Used, says the worker, but by nobody named here. */
  | { readonly kind: 'unknown'; readonly cores: number }
  | { readonly kind: 'free'; readonly cores: number };

export interface LegendEntry {
  readonly letter: string;
  readonly application: string;
  readonly state: 'WAITING' | 'RUNNING';
  readonly cores: number;
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** A letter for each of the first 52 applications; those behind share `*`. */
const letterOf = (place: number): string => LETTERS[place] ?? '*';

export function pictureOf({ workers, applications, drivers }: ClusterState): Picture {
  const blocks = new Map<string, Block[]>(workers.map(({ id }) => [id, []]));
  applications.forEach(({ executors }, application) => {
    for (const { worker, cores } of executors) {
      blocks.get(worker)?.push({ kind: 'executor', application, letter: letterOf(application), cores });
    }
  });
  for (const { name, state, worker, cores } of drivers) {
    if (state === 'RUNNING') blocks.get(worker ?? '')?.push({ kind: 'driver', driver: name, cores });
  }
  return {
    rows: workers.map((worker) => row(worker, blocks.get(worker.id) ?? [])),
    legend: applications.map((application, place) => ({
      letter: letterOf(place),
      application: application.name,
      state: application.state,
      cores: grantedTo(application),
    })),
  };
}

function row({ id, cores, coresUsed, memoryMb, memoryUsedMb }: WorkerState, named: readonly Block[]): PictureRow {
  const unknown = coresUsed - named.reduce((sum, block) => sum + block.cores, 0);
  const free = cores - coresUsed;
  const blocks: Block[] = [
    ...named,
    ...(unknown > 0 ? [{ kind: 'unknown' as const, cores: unknown }] : []),
    ...(free > 0 ? [{ kind: 'free' as const, cores: free }] : []),
  ];
  return { worker: id, cores, coresUsed, memoryMb, memoryUsedMb, blocks };
}

/** From so many cores on a row says its blocks in numbers. */
const WIDE = 40;

/** The rows as text, one a line, without colour: `w1  [AA].  2/3 cores  1024/3072 MiB`. */
export function drawPlain({ rows }: Picture): string {
  const bars = rows.map(({ cores, blocks }) => blocks.map((block) => drawBlock(block, cores > WIDE)).join(''));
  const widest = (texts: readonly string[]) => texts.reduce((most, { length }) => Math.max(most, length), 0);
  const names = widest(rows.map(({ worker }) => worker));
  const bar = widest(bars);
  return rows
    .map(({ worker, cores, coresUsed, memoryMb, memoryUsedMb }, at) =>
      [worker.padEnd(names), (bars[at] ?? '').padEnd(bar), `${coresUsed}/${cores} cores`, `${memoryUsedMb}/${memoryMb} MiB`].join('  '),
    )
    .map((line) => `${line}\n`)
    .join('');
}

/** `[AA]` an executor of 2 cores, `[@]` a driver, `[?]` nobody knows, `.` a free core. */
function drawBlock(block: Block, inNumbers: boolean): string {
  const sign = signOf(block);
  if (block.kind === 'free') return inNumbers ? ` ${block.cores} free` : sign.repeat(block.cores);
  return inNumbers ? `[${sign} ${block.cores}]` : `[${sign.repeat(block.cores)}]`;
}

function signOf(block: Block): string {
  switch (block.kind) {
    case 'executor':
      return block.letter;
    case 'driver':
      return '@';
    case 'unknown':
      return '?';
    case 'free':
      return '.';
  }
}
