import type { Report, ReportFit } from '#diagnosis/report.js';

import { fitWords } from '../parts/fit.js';
import { hang, title, type Page } from '../parts/page.js';
import { count } from '../parts/words.js';

/** Will what the files ask for fit what the files offer? */
export function fit({ fit }: Report, page: Page): readonly string[] {
  if (fit === null) return [];
  return [
    ...hang(page, { prefix: title('Fit'), prefixStyle: page.paint.bold }, fitWords(fit)),
    ...fit.jobs.flatMap((job) => jobLines(job, page)),
    ...fit.unknown.flatMap((what) => hang(page, { prefix: title(''), style: page.paint.dim }, `not said: ${what}`)),
    ...compared(fit, page),
  ];
}

function jobLines({ service, verdict, cores, coresRange, reason, waysOut }: ReportFit['jobs'][number], page: Page): readonly string[] {
  const { paint } = page;
  const style = { runs: paint.green, partly: paint.yellow, waits: paint.red, unknown: paint.dim }[verdict];
  const { least, most } = coresRange;
  const granted = cores !== null ? `, ${count(cores, 'core')}` : least === most ? '' : `, ${least} to ${most} cores`;
  return [
    ...hang(page, { prefix: title(''), style }, `${service}: ${verdict}${granted}${reason === null ? '' : `; ${reason}`}`),
    ...waysOut.flatMap(({ sentence }) => hang(page, { prefix: `${title('')}  > ` }, sentence)),
  ];
}

function compared({ compared }: ReportFit, page: Page): readonly string[] {
  if (compared === null) return [];
  return [
    ...hang(page, { prefix: title(''), style: page.paint.bold }, `compared with ${compared.with}`),
    ...compared.lines.flatMap((line) => hang(page, { prefix: title('') }, line)),
  ];
}
