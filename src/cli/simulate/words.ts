import type { Recommendation } from '#model/scheduler/recommend.js';
import type { Stranded } from '#model/scheduler/stranded.js';
import { count, listWords, percentWords } from '#reporters/parts/words.js';

import type { Presentation, ShownSide } from './presentation.js';

/** "4 of 6 cores used, 2 free (33 % headroom); 3 run, 1 waits". */
export function sideWords({ cores, headroom, answer: { applications } }: ShownSide): string {
  const room = headroom === null ? 'no worker' : `${cores.used} of ${count(cores.total, 'core')} used, ${cores.free} free (${percentWords(headroom)} headroom)`;
  const running = applications.filter((application) => application.cores > 0).length;
  const waiting = applications.filter(({ cores: held, waitsBecause }) => held === 0 && waitsBecause?.kind !== 'idle').map(({ name }) => name);
  return `${room}; ${running} ${running === 1 ? 'runs' : 'run'}, ${waiting.length} ${waiting.length === 1 ? 'waits' : 'wait'}${waiting.length === 0 ? '' : ` (${listWords(waiting, 4)})`}`;
}

/** One sentence for each size of executor of which something free is of no use. */
export const strandedWords = (stranded: readonly Stranded[]): string[] =>
  stranded.flatMap(({ size: { executorCores, executorMemoryMb }, executors, cores, memoryMb }) => {
    if (cores <= 0 && memoryMb <= 0) return [];
    const size = `${executorCores === undefined ? 'any cores' : count(executorCores, 'core')} and ${executorMemoryMb} MiB`;
    return [`for executors of ${size}: ${executors} more would fit, and then ${count(cores, 'core')} and ${memoryMb} MiB would be left that none can use`];
  });

/** What to do, in one sentence each. */
export function advice({ alternatives, largestUniform, fewestWorkers }: Recommendation, wantedHeadroom: number): string[] {
  const wanted = percentWords(wantedHeadroom);
  if (alternatives.length === 0) return ['there is no worker to size for'];
  const uniform =
    largestUniform === undefined
      ? `no uniform size lets every job run and leaves ${wanted} headroom on these workers`
      : `give every job ${count(largestUniform.coresPerJob, 'core')}: the most with which all run and ${wanted} headroom stays (${largestUniform.cores.used} of ${largestUniform.cores.total} used, ${percentWords(largestUniform.headroom)} free)`;
  const workers =
    fewestWorkers === undefined
      ? 'no number of workers like the largest one lets the jobs run as they are and keeps the headroom: one of them has no maximum, one below its executor, or an executor larger than a worker'
      : `with the jobs as they are: ${count(fewestWorkers.workers, 'worker')} of ${count(fewestWorkers.like.cores, 'core')} and ${fewestWorkers.like.memoryMb} MiB, the fewest with which all run fully and ${wanted} headroom stays`;
  return [uniform, workers];
}

/** Header and rows of the alternatives, one core a job, two ... */
export function alternativeRows({ alternatives, largestUniform }: Recommendation): { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] } {
  return {
    head: ['cores per job', 'run', 'wait', 'cores used', 'headroom', 'stranded cores', 'verdict'],
    rows: alternatives.map((one) => [
      String(one.coresPerJob),
      String(one.running.length),
      String(one.waiting.length),
      `${one.cores.used} of ${one.cores.total}`,
      percentWords(one.headroom),
      String(one.strandedCores),
      one === largestUniform ? 'recommended' : one.waiting.length > 0 ? 'some wait' : one.keepsHeadroom ? 'fits' : 'too little headroom',
    ]),
  };
}

/** "as spark://... has it now" or "as the files declare it". */
export const sourceWords = ({ source, sparkVersion }: Presentation): string =>
  `${source === 'observed' ? 'as the master has it now' : 'as the files declare it'}${sparkVersion === null ? '' : `, Spark ${sparkVersion}`}`;
