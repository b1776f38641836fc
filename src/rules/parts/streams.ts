import type { Stream } from '#model/streams/stream.js';

import type { Subject } from '../define-rule.js';

/** The job a stream belongs to: its service, or the application of an outside driver. */
export const subjectOf = ({ job }: Pick<Stream, 'job'>): Subject =>
  job.service === undefined ? { kind: 'application', name: job.application?.id ?? job.label } : { kind: 'service', name: job.service.name };

/** "query silver"; an id says little, so its beginning does. */
export const queryName = ({ query }: Pick<Stream, 'query'>): string => `query ${/^[0-9a-f-]{36}$/.test(query) ? query.slice(0, 8) : query}`;

export const sourceWords: Readonly<Record<Stream['source'], string>> = {
  'progress-log': 'the progress in its log',
  metrics: 'its driver\'s metrics (the last batch)',
  'streaming-page': 'its page in the driver\'s UI',
};

export const rate = (value: number | undefined): string => (value === undefined ? '?' : String(Number(value.toFixed(1))));
