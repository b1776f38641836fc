import type { Report } from '#diagnosis/report.js';

import { sarifText } from './sarif-text.js';

/** What is no result: rules that could not be judged, rules that crashed, evidence that was not seen. */
export function notifications(report: Report) {
  return [...ruleNotifications(report), ...blindSpots(report)];
}

/** The kinds of notifications above, described once. */
export const NOTIFICATIONS = [
  { id: 'rule-unknown', shortDescription: { text: 'A rule could not be judged: evidence is missing.' } },
  { id: 'rule-crashed', shortDescription: { text: 'A rule crashed: a bug in k2doctor, not in the project.' } },
  { id: 'blind-spot', shortDescription: { text: 'A source of evidence was not seen.' } },
] as const;

function descriptor(id: (typeof NOTIFICATIONS)[number]['id']) {
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
