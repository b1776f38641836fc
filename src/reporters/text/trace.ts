import type { Report, ReportJob, ReportWorker } from '#diagnosis/report.js';

import { hang, type Page } from '../parts/page.js';
import { firstDifference, settingName, settingValue } from '../parts/planes.js';
import { padTo } from '../parts/terminal-text.js';
import { placeWords } from '../parts/words.js';
import { workerName } from '../parts/worker-picture.js';

type Step = ReportJob['provenance'][number] | ReportWorker['provenance'][number];

const PLANE_COLUMNS = 11;

/** Where every value comes from, plane by plane, the first difference marked. */
export function trace({ jobs, cluster }: Report, page: Page): readonly string[] {
  if (page.verbosity < 1) return [];
  const subjects = [
    ...jobs.map((job) => ({ name: jobTitle(job), steps: job.provenance })),
    ...(cluster?.workers ?? []).map((worker) => ({ name: `worker ${workerName(worker)}`, steps: worker.provenance })),
  ].filter(({ steps }) => steps.length > 0);
  if (subjects.length === 0) return [];
  return [page.paint.bold('Where the values come from'), ...subjects.flatMap(({ name, steps }) => subjectLines(name, steps, page))];
}

function jobTitle({ label, container, application }: ReportJob): string {
  const facts = [
    ...(container === null ? [] : [`container ${container}`]),
    ...(application === null ? [] : [`application ${application.name}, ${application.id}, matched by ${application.matchedBy}`]),
  ];
  return facts.length === 0 ? label : `${label} (${facts.join('; ')})`;
}

function subjectLines(name: string, steps: readonly Step[], page: Page): readonly string[] {
  const bySetting = new Map<string, Step[]>();
  for (const step of steps) bySetting.set(step.setting, [...(bySetting.get(step.setting) ?? []), step]);
  return [
    ...hang(page, { prefix: '  ', style: page.paint.bold }, name),
    ...[...bySetting].flatMap(([setting, chain]) => [`    ${settingName(setting)}`, ...chainLines(chain, page)]),
  ];
}

function chainLines(chain: readonly Step[], page: Page): readonly string[] {
  const differs = divergenceIn(chain);
  return chain.flatMap(({ setting, plane, value, place, via }, at) => {
    const mark = at === differs ? '≠' : ' ';
    const from = [...(place === null ? [] : [placeWords(place)]), ...(via.length === 0 ? [] : [`via ${via.join(', ')}`])];
    const amount = /^\d+$/.test(value) ? settingValue(setting, Number(value)) : value;
    const words = from.length === 0 ? amount : `${amount}  ${from.join(' ')}`;
    const style = at === differs ? page.paint.red : page.paint.dim;
    return hang(page, { prefix: `      ${mark} ${padTo(plane, PLANE_COLUMNS)}`, prefixStyle: style, style }, words);
  });
}

/** What a worker has handed out is not what it was asked to offer, and a job may be granted less for want of room: then the last plane differs. */
function divergenceIn(chain: readonly Step[]): number {
  const isWorker = chain.some(({ plane }) => plane === 'advertised');
  return firstDifference((isWorker ? chain.filter(({ plane }) => plane !== 'granted') : chain).map(({ value }) => value));
}
