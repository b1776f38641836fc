import type { Severity } from '#diagnosis/report.js';

import type { Tone } from './headline.js';

/** Characters that carry what colour carries too. */
export const SEVERITY_MARKS = { critical: '✗', warning: '!', info: 'i' } as const satisfies Record<Severity, string>;
export const TONE_MARKS = { healthy: '✓', noted: '✓', nothing: '?', ill: '✗', unknown: '?', bug: '✗' } as const satisfies Record<Tone, string>;
