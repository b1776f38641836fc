import type { Report } from '#diagnosis/report.js';

import { sarifText } from './sarif-text.js';

/** What is no result: rules that could not be judged, rules that crashed, evidence that was not seen. */
export function notifications(report: Report) {
  return [...ruleNotifications(report), ...blindSpots(report)];
}

/** The kinds of notifications above, described once. */
const KINDS = {
  'rule-unknown': ['A rule could not be judged.', 'Evidence that it needs is missing; the project may or may not be ill of it.'],
  'rule-crashed': ['A rule crashed.', 'This is a bug in k2doctor, not in the project; please report it.'],
  'blind-spot': ['A source of evidence was not seen.', 'Nothing that depends on it is called healthy; the message says what would supply it.'],
} as const;

export const NOTIFICATIONS = Object.entries(KINDS).map(([id, [short, full]]) => ({
  id,
  shortDescription: { text: short },
  fullDescription: { text: full },
  help: { text: full },
}));

function descriptor(id: keyof typeof KINDS) {
  return { id, index: NOTIFICATIONS.findIndex((one) => one.id === id) };
}

function ruleNotifications({ verdicts, rules, takenAt }: Report) {
  return verdicts.flatMap(({ rule, verdict, detail }) => {
    if (verdict !== 'unknown' && verdict !== 'crashed') return [];
    const index = rules.findIndex(({ id }) => id === rule);
    const words = verdict === 'unknown' ? 'could not be judged' : 'crashed, which is a bug in k2doctor';
    return [
      {
        descriptor: descriptor(`rule-${verdict}`),
        level: verdict === 'unknown' ? 'warning' : 'error',
        message: { text: sarifText(`${rule} ${words}${detail === null ? '' : `: ${detail}`}`) },
        timeUtc: takenAt,
        associatedRule: { id: rule, ...(index === -1 ? {} : { index }) },
      },
    ];
  });
}

function blindSpots({ blindSpots, takenAt }: Report) {
  return blindSpots.map(({ source, subject, reason, remedy, required }) => ({
    descriptor: descriptor('blind-spot'),
    level: required ? 'error' : 'warning',
    message: {
      text: sarifText(`not seen: ${source}${subject === null ? '' : ` ${subject}`}: ${reason}${remedy === null ? '' : `; supply it with: ${remedy}`}`),
    },
    timeUtc: takenAt,
  }));
}
