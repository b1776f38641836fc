import type { ReportJob } from '#diagnosis/report.js';

import { durationWords } from './words.js';

export interface JobState {
  readonly words: string;
  /** The same with the largest unit of the time alone, for a narrow column. */
  readonly short: string;
  readonly tone: 'good' | 'waiting' | 'bad' | 'none';
}

/** "WAITING 14 min", "RUNNING, outside driver", "never registered"; the last only where a master was seen. */
export function jobState(job: ReportJob, masterSeen: boolean): JobState {
  const outside = job.service === null ? ', outside driver' : '';
  const { application } = job;
  if (application === null) {
    if (!masterSeen) return state(`not known${outside}`, 'none');
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
