import type { Report } from '#diagnosis/report.js';

import { EMPTY } from './base.js';
import { founding } from './founding.js';
import { healthy } from './healthy.js';
import { hostile } from './hostile.js';
import { large } from './large.js';
import { offline } from './offline.js';
import { unreachable } from './unreachable.js';

/** One report a situation; every format is rendered from each. */
export const samples: Readonly<Record<string, Report>> = {
  empty: { ...EMPTY, project: { name: 'empty', files: ['compose.yaml'] } },
  founding,
  healthy,
  hostile,
  large,
  offline,
  unreachable,
};
