import type { ReportFit } from '#diagnosis/report.js';

import { percentWords } from './words.js';

/** "the jobs ask for 8 of 6 declared cores; 1 of 4 waits". */
export function fitWords({ capacity, demand, headroom, wantedHeadroom, keepsHeadroom, jobs }: ReportFit): string {
  if (jobs.length === 0) return capacity.cores === null ? 'no cluster and no job is declared' : `no job is declared beside ${String(capacity.cores)} cores`;
  const offered = capacity.cores === null ? 'an unknown number of' : String(capacity.cores);
  const asked = demand.cores === null ? 'an unknown number' : String(demand.cores);
  const room = headroom === null ? '' : ` (${keepsHeadroom === 'depends' ? 'at least ' : ''}${percentWords(headroom)} headroom${keepsHeadroom === 'no' ? `, less than the ${percentWords(wantedHeadroom)} wanted` : ''})`;
  const starved = jobs.filter(({ verdict }) => verdict === 'waits' || verdict === 'partly').length;
  const outcome = starved === 0 ? '' : `; ${starved} of ${jobs.length} would not get what they ask for`;
  return `the jobs ask for ${asked} of ${offered} declared cores${room}${outcome}`;
}
