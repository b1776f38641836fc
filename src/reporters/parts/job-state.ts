import type { Report, ReportJob } from '#diagnosis/report.js';

import { durationWords } from './words.js';

export interface JobState {
  readonly words: string;
  /** The same with the largest unit of the time alone, for a narrow column. */
  readonly short: string;
  readonly tone: 'good' | 'waiting' | 'bad' | 'none';
}

/** What was there to be looked at: without containers nothing tells whether a job runs, nor whose an application is. */
export interface Sight {
  readonly master: boolean;
  readonly containers: boolean;
}

export const sightOf = ({ cluster, blindSpots }: Pick<Report, 'cluster' | 'blindSpots'>): Sight => ({
  master: cluster?.seen === true,
  containers: !blindSpots.some(({ source, subject }) => source === 'docker' && subject === null),
});

/** "WAITING 14 min", "RUNNING, outside driver", "never registered"; the last only where master and containers were seen. */
export function jobState(job: ReportJob, { master, containers }: Sight): JobState {
  const outside = job.service === null && containers ? ', outside driver' : '';
  const { application } = job;
  if (application === null) {
    if (!master || !containers) return state(`not known${outside}`, 'none');
    const running = job.container !== null;
    return running ? state(`never registered${outside}`, 'bad') : state(`not running${outside}`, 'none');
  }
  const { state: name, waitingSeconds } = application;
  const lasting = waitingSeconds === null ? '' : ` ${durationWords(waitingSeconds)}`;
  const largest = lasting.split(' ', 3).join(' ');
  return { words: `${name}${lasting}${outside}`, short: `${name}${largest}${outside}`, tone: toneOf(name) };
}

const state = (words: string, tone: JobState['tone']): JobState => ({ words, short: words, tone });

function toneOf(state: string): JobState['tone'] {
  if (state === 'RUNNING') return 'good';
  if (state === 'WAITING') return 'waiting';
  return state === 'FINISHED' ? 'none' : 'bad';
}
