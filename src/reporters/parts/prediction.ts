import type { Prediction, Range } from '#diagnosis/report.js';

import { listWords, percentWords } from './words.js';

/** "4 of 6 cores used, 33 % headroom, 4 RUNNING, 0 WAITING"; ranges where the outcome is not certain, and what it hangs on. */
export function predictionWords({ cores, headroom, applications, range, dependsOn }: Prediction): string {
  const open = dependsOn.length === 0 ? '' : `; it depends on ${listWords(dependsOn, 3)}`;
  const room = headroom === null ? '' : `, ${headroomWords(range.coresUsed, cores.total)} headroom`;
  const { least, most } = range.running;
  if (least !== most) return `${rangeWords(range.coresUsed)} of ${cores.total} cores used${room}, ${rangeWords(range.running)} of ${applications.length} with cores${open}`;
  const inState = (wanted: string) => applications.filter(({ state }) => state === wanted).length;
  const idle = applications.filter(({ state, cores: held }) => state === 'RUNNING' && held === 0).length;
  const empty = idle === 0 ? '' : ` (${idle} with 0 cores)`;
  return `${rangeWords(range.coresUsed)} of ${cores.total} cores used${room}, ${inState('RUNNING')} RUNNING${empty}, ${inState('WAITING')} WAITING${open}`;
}

const rangeWords = ({ least, most }: Range): string => (least === most ? String(least) : `${least} to ${most}`);

function headroomWords({ least, most }: Range, total: number): string {
  const share = (used: number) => percentWords((total - used) / total);
  return least === most ? share(least) : `${share(most)} to ${share(least)}`;
}
