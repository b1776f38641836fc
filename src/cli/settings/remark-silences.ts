import type { ComposeEvidence } from '#evidence/compose/schema.js';
import { fits } from '#model/pattern.js';
import type { Silence } from '#model/silence.js';
import { rules } from '#rules/index.js';

import { nearest } from '../nearest.js';

type Remark = NonNullable<ComposeEvidence['remarks']>[number];

/** The comments of the compose files that silence findings. One that cannot is kept, and says why. */
export function remarkSilences({ remarks = [] }: Pick<ComposeEvidence, 'remarks'>): readonly Silence[] {
  return remarks.map((remark) => ({
    by: 'comment',
    rules: remark.rules,
    scope: scopeOf(remark),
    reason: remark.reason,
    expires: remark.expires,
    place: { file: remark.file, line: remark.line, column: remark.column },
    problem: problemOf(remark),
  }));
}

function scopeOf({ file, whole, lines, services }: Remark): Silence['scope'] {
  if (whole) return undefined;
  return { kind: 'lines', file, from: lines?.from ?? 0, to: lines?.to ?? 0, services };
}

function problemOf({ rules: named, lines, whole }: Remark): string | undefined {
  if (named.length === 0) return 'it is not understood; write # k2doctor ignore=RULE reason';
  const unknown = named.find((pattern) => !namesARule(pattern));
  if (unknown !== undefined) {
    const near = nearest(unknown, rules.map(({ id }) => id));
    return near === undefined ? `there is no rule ${unknown}` : `there is no rule ${unknown}; did you mean ${near}?`;
  }
  return lines === undefined && !whole ? 'nothing stands below it' : undefined;
}

/** An id, or a pattern that at least one id fits. */
export const namesARule = (pattern: string): boolean => rules.some(({ id }) => fits(pattern, id));
