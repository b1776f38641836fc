import type { Source } from '#evidence/snapshot.js';

import { UserError } from './errors.js';
import { nearest } from './nearest.js';

/** Closed over the union: a new source does not compile until it is listed here. */
const LISTED: Readonly<Record<Source, true>> = {
  compose: true,
  docker: true,
  'container-processes': true,
  'container-logs': true,
  'container-stats': true,
  'engine-events': true,
  'mounted-files': true,
  'spark-master': true,
  'spark-workers': true,
  'spark-drivers': true,
};

/** Every source of evidence, for `--require`. */
export const SOURCES: readonly string[] = Object.keys(LISTED);

/** @throws UserError for a source that does not exist: requiring it could never be met. */
export function checkSources({ require = [] }: { readonly require?: readonly string[] }): void {
  const unknown = require.find((source) => !SOURCES.includes(source));
  if (unknown === undefined) return;
  const near = nearest(unknown, SOURCES);
  throw new UserError(`there is no source of evidence "${unknown}"`, { hint: near === undefined ? `sources: ${SOURCES.join(', ')}` : `did you mean ${near}?` });
}
