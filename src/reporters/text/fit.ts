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
    ...compared(fit, page),
  ];
}

function jobLines({ service, verdict, cores, reason }: ReportFit['jobs'][number], page: Page): readonly string[] {
  const { paint } = page;
  const style = { runs: paint.green, partly: paint.yellow, waits: paint.red, unknown: paint.dim }[verdict];
  const granted = cores === null ? '' : `, ${count(cores, 'core')}`;
  return hang(page, { prefix: title(''), style }, `${service}: ${verdict}${granted}${reason === null ? '' : `; ${reason}`}`);
}

function compared({ compared }: ReportFit, page: Page): readonly string[] {
  if (compared === null) return [];
  return [
    ...hang(page, { prefix: title(''), style: page.paint.bold }, `compared with ${compared.with}`),
    ...compared.lines.flatMap((line) => hang(page, { prefix: title('') }, line)),
  ];
}
