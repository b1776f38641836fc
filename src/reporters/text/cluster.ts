import type { Report, ReportCluster } from '#diagnosis/report.js';

import { flow, hang, plain, title, type Page } from '../parts/page.js';
import { bytesWords, listWords, percentWords } from '../parts/words.js';
import { coreBlocks, workerGroups, type WorkerGroup } from '../parts/worker-picture.js';

/** How full the cluster is: in figures, then worker by worker as blocks with the figures beside them. */
export function cluster({ cluster }: Report, page: Page): readonly string[] {
  if (cluster === null) return [];
  const lines = hang(page, { prefix: title('Cluster'), prefixStyle: page.paint.bold }, figures(cluster));
  if (cluster.workers.length === 0) return lines;
  const groups = workerGroups(cluster.workers);
  const pieces = groups.map((group) => ({ text: workerWords(group, cluster.seen), style: cluster.seen ? styleOf(group, page) : plain }));
  // A group of many is a sentence, not a piece among others.
  const inRows = groups.every(({ names }) => names.length === 1);
  return [...lines, ...(inRows ? flow(page, title(''), pieces) : pieces.flatMap((piece) => flow(page, title(''), [piece])))];
}

function figures({ cores, memoryBytes, headroom, seen, workers }: ReportCluster): string {
  if (!seen) return `declared, not seen: ${cores.total} cores, ${bytesWords(memoryBytes.total)} memory`;
  if (workers.length === 0) return 'no worker has registered';
  const room = headroom === null ? '' : ` (${percentWords(headroom)} headroom)`;
  const memory = `${bytesWords(memoryBytes.used)} of ${bytesWords(memoryBytes.total)} memory used`;
  return `${cores.used} of ${cores.total} cores used, ${cores.free} free${room}; ${memory}`;
}

function workerWords({ workers, names }: WorkerGroup, seen: boolean): string {
  const [{ state, cores }] = workers;
  const who = workers.length === 1 ? names.join('') : `${workers.length} workers (${listWords(names, 3)})`;
  const condition = state === 'ALIVE' || !seen ? '' : ` ${state}`;
  const each = workers.length === 1 ? '' : ' each';
  return `${who}${condition} ${coreBlocks(cores)} ${seen ? `${cores.used}/${cores.total}` : `${cores.total} cores`}${each}`;
}

const styleOf = ({ workers: [{ state }] }: WorkerGroup, { paint }: Page) => (state === 'ALIVE' ? plain : paint.red);
