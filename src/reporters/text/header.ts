import type { Report } from '#diagnosis/report.js';

import { flow, plain, type Page } from '../parts/page.js';
import { displayWidth } from '../parts/terminal-text.js';
import { listWords, timeWords } from '../parts/words.js';

/** Which project, which files, which master, when: one line where it fits. */
export function header(report: Report, page: Page): readonly string[] {
  const { paint } = page;
  const pieces = [
    { text: report.project.name, style: paint.bold },
    { text: listWords(report.project.files, 4) || 'no compose file', style: plain },
    ...masters(report, page),
    ...(report.mode === 'snapshot' ? [{ text: 'from a snapshot', style: plain }] : []),
  ];
  const time = timeWords(report.takenAt);
  const columns = displayWidth(pieces.map(({ text }) => text).join(' · '));
  if (columns + 2 + displayWidth(time) > page.width) return flow(page, '', [...pieces, { text: time, style: paint.dim }], ' · ');
  const [line = ''] = flow({ ...page, width: columns }, '', pieces, ' · ');
  return [line + ' '.repeat(page.width - columns - displayWidth(time)) + paint.dim(time)];
}

function masters({ cluster, mode }: Report, { paint }: Page) {
  const offline = { text: 'files only (offline)', style: plain };
  if (mode === 'offline') return [offline];
  if (cluster === null || cluster.masters.length === 0) return [{ text: 'no Spark master seen', style: paint.yellow }];
  const version = cluster.sparkVersion === null ? '' : ` (Spark ${cluster.sparkVersion})`;
  return cluster.masters.map(({ url, status }) => ({
    text: `${url} ${status}${version}`,
    style: status === 'ALIVE' ? plain : paint.yellow,
  }));
}
