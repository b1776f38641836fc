import type { ReportJob } from '#diagnosis/report.js';

import { durationWords } from './words.js';

export interface JobState {
  readonly words: string;
  readonly tone: 'good' | 'waiting' | 'bad' | 'none';
}

/** "WAITING 14 min", "RUNNING, outside driver", "never registered"; the last only where a master was seen. */
export function jobState(job: ReportJob, masterSeen: boolean): JobState {
  const outside = job.service === null ? ', outside driver' : '';
  const { application } = job;
  if (application === null) {
    if (!masterSeen) return { words: `not known${outside}`, tone: 'none' };
    const running = job.container !== null;
    return { words: (running ? 'never registered' : 'not running') + outside, tone: running ? 'bad' : 'none' };
  }
  const { state, waitingSeconds } = application;
  const lasting = waitingSeconds === null ? '' : ` ${durationWords(waitingSeconds)}`;
  return { words: `${state}${lasting}${outside}`, tone: toneOf(state) };
}

function toneOf(state: string): JobState['tone'] {
  if (state === 'RUNNING') return 'good';
  if (state === 'WAITING') return 'waiting';
  return state === 'FINISHED' ? 'none' : 'bad';
}
