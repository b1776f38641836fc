import type { Prediction } from '#diagnosis/report.js';

import { percentWords } from './words.js';

/** "4 of 6 cores used, 33 % headroom, 4 RUNNING, 0 WAITING". */
export function predictionWords({ cores, headroom, applications }: Prediction): string {
  const inState = (wanted: string) => applications.filter(({ state }) => state === wanted).length;
  const room = headroom === null ? '' : `, ${percentWords(headroom)} headroom`;
  return `${cores.used} of ${cores.total} cores used${room}, ${inState('RUNNING')} RUNNING, ${inState('WAITING')} WAITING`;
}
