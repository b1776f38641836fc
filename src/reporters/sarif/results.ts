import type { Report, ReportFinding, SuppressedFinding } from '#diagnosis/report.js';
import type { Place } from '#evidence/place.js';

import { fileReference } from '../parts/file-uri.js';
import { findingSentence } from '../parts/finding-groups.js';
import { placeOf } from '../parts/place-of.js';
import { sarifText } from './sarif-text.js';
import { LEVELS } from './rules.js';

/** All findings; the suppressed ones too, marked so, as SARIF asks. */
export function results(report: Report) {
  const indexes = new Map(report.rules.map(({ id }, at) => [id, at]));
  return [
    ...report.findings.map((finding) => result(finding, report, indexes)),
    ...report.suppressed.map((silenced) => ({
      ...result(silenced.finding, report, indexes),
      suppressions: [suppression(silenced)],
    })),
  ];
}

function result(finding: ReportFinding, report: Report, indexes: ReadonlyMap<string, number>) {
  const { rule, severity, fingerprint, confidence, subject, explainedBy, exhibits } = finding;
  const place = placeOf(finding, report);
  const others = exhibits.flatMap((exhibit) => (exhibit.place === null ? [] : [{ label: exhibit.label, place: exhibit.place }])).slice(1);
  const index = indexes.get(rule);
  return {
    ruleId: rule,
    ...(index === undefined ? {} : { ruleIndex: index }),
    level: LEVELS[severity],
    message: { text: sarifText(messageOf(finding)) },
    locations: [{ ...(place === undefined ? someFile(report) : physical(place)), logicalLocations: [logical(finding)] }],
    ...(others.length === 0 ? {} : { relatedLocations: others.map(related) }),
    // GitHub reads the first; both say rule and subject, never a line, so that an edit elsewhere keeps the alert.
    partialFingerprints: { primaryLocationLineHash: `${fingerprint}:1`, 'k2doctor/v1': fingerprint },
    properties: { confidence, subject: `${subject.kind} ${subject.name}`, ...(explainedBy === null ? {} : { explainedBy: `${explainedBy.rule} ${explainedBy.subject.name}` }) },
  };
}

function messageOf(finding: ReportFinding): string {
  const { exhibits, explainedBy, remedy } = finding;
  return [
    findingSentence(finding),
    ...(explainedBy === null ? [] : [`Explained by ${explainedBy.rule} (${explainedBy.subject.name}).`]),
    ...exhibits.map(({ label, plane }) => `${plane === null ? '' : `${plane}: `}${label}`),
    `Remedy: ${remedy.summary}`,
    ...remedy.commands,
  ].join('\n');
}

/** Without a place the finding belongs to the project's file as a whole: no line is made up. */
function someFile({ project }: Report) {
  const [file] = project.files;
  return file === undefined || file === '' ? {} : { physicalLocation: { artifactLocation: artifact(file) } };
}

const physical = ({ file, line, column }: Place) => ({
  physicalLocation: {
    artifactLocation: artifact(file),
    region: { startLine: Math.max(1, line), startColumn: Math.max(1, column), endLine: Math.max(1, line), endColumn: Math.max(1, column) + 1 },
  },
});

function artifact(path: string) {
  const { uri, relative } = fileReference(path);
  return relative ? { uri, uriBaseId: '%SRCROOT%' } : { uri };
}

const related = ({ label, place }: { label: string; place: Place }, at: number) => ({
  id: at + 1,
  ...physical(place),
  message: { text: sarifText(label) },
});

const logical = ({ subject: { kind, name } }: ReportFinding) => ({ name: name === '' ? kind : name, fullyQualifiedName: `${kind}/${name}`, kind });

function suppression({ by, reason, place }: SuppressedFinding) {
  return {
    kind: by === 'comment' ? 'inSource' : 'external',
    status: 'accepted',
    justification: reason ?? `by ${by}, no reason given`,
    ...(place === null ? {} : { location: physical(place) }),
  };
}
