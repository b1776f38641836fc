import type { ReportWorker } from '#diagnosis/report.js';

const MOST_BLOCKS = 16;

/** One block a core, filled when used: "■■□". More than 16 cores are drawn to scale; a used core always shows. */
export function coreBlocks({ total, used }: ReportWorker['cores']): string {
  const blocks = Math.min(total, MOST_BLOCKS);
  const share = total === 0 ? 0 : (used / total) * blocks;
  const filled = Math.min(blocks, used > 0 ? Math.max(1, Math.floor(share)) : 0);
  return '■'.repeat(filled) + '□'.repeat(blocks - filled);
}

export const workerName = ({ service, container, id }: ReportWorker): string => service ?? container ?? id;

export interface WorkerGroup {
  readonly workers: readonly [ReportWorker, ...ReportWorker[]];
  readonly names: readonly string[];
}

const FEW = 12;

/** Every worker on its own while they are few; beyond that, those in the same condition together. */
export function workerGroups(workers: readonly ReportWorker[]): readonly WorkerGroup[] {
  const groups = new Map<string, [ReportWorker, ...ReportWorker[]]>();
  workers.forEach((worker, at) => {
    const { state, cores } = worker;
    const key = workers.length <= FEW ? String(at) : `${state} ${cores.used}/${cores.total}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [worker]);
    else group.push(worker);
  });
  return [...groups.values()].map((group) => ({ workers: group, names: group.map(workerName) }));
}
