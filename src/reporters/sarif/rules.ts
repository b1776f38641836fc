import type { Report, ReportRule, Severity } from '#diagnosis/report.js';

import { shorten } from '../parts/words.js';

/** GitHub takes 1,024 characters of a description. */
const MOST_CHARACTERS = 900;

export const LEVELS = { critical: 'error', warning: 'warning', info: 'note' } as const satisfies Record<Severity, string>;
const PROBLEM = { critical: 'error', warning: 'warning', info: 'recommendation' } as const satisfies Record<Severity, string>;

/** Every rule of the catalogue, found ill or not: what is not listed cannot be told from what was not looked for. */
export const descriptors = ({ rules }: Report) => rules.map(descriptor);

function descriptor({ id, severity, summary, why, remedy, helpUri }: ReportRule) {
  const [family = 'k2doctor'] = id.split('/');
  return {
    id,
    name: pascal(id),
    shortDescription: { text: shorten(summary, MOST_CHARACTERS) },
    fullDescription: { text: shorten(unwrapped(why), MOST_CHARACTERS) },
    help: { text: `${why}\n\nRemedy: ${remedy}`, markdown: `${why}\n\n**Remedy:** ${remedy}` },
    ...(helpUri === null ? {} : { helpUri }),
    defaultConfiguration: { level: LEVELS[severity] },
    properties: { tags: [family], precision: 'high', 'problem.severity': PROBLEM[severity] },
  };
}

const pascal = (id: string) => id.replace(/(?:^|[^A-Za-z0-9]+)([A-Za-z0-9])/g, (_, letter: string) => letter.toUpperCase());

const unwrapped = (text: string) => text.trim().replace(/\s+/g, ' ');
