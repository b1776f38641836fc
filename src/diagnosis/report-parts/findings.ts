import { sha256 } from '@noble/hashes/sha2.js';

import type { Model } from '#model/model.js';
import { commandsOf } from '#model/remedy.js';

import type { Explained } from '../causes.js';
import type { Finding } from '../diagnose.js';
import { effectOf } from '../effect.js';
import type { ReportFinding } from '../report.js';

export function findingPart({ finding, cause, severity }: Explained, model: Model): ReportFinding {
  return {
    rule: finding.rule.id,
    severity,
    subject: finding.subject,
    message: finding.message,
    explainedBy: cause === undefined ? null : { rule: cause.rule.id, subject: cause.subject },
    exhibits: finding.exhibits.map(({ label, plane, place }) => ({ label, plane: plane ?? null, place: place ?? null })),
    remedy: {
      summary: finding.remedy.summary,
      commands: commandsOf(finding.remedy.actions, model.invocation),
      effect: effectOf(finding.remedy.actions, model) ?? null,
    },
    fingerprint: fingerprintOf(finding, model),
    confidence: finding.confidence ?? 'seen',
  };
}

/** Rule and subject, told so that it survives a restart: an application's and a worker's ids are new every time, their names are not. */
export function fingerprintOf({ rule, subject }: Pick<Finding, 'rule' | 'subject'>, model: Model): string {
  const name = stableName(subject.kind, subject.name, model);
  // Not by node:crypto, which takes longer to load than a run without an engine takes to judge.
  return Buffer.from(sha256(Buffer.from([rule.id, subject.kind, name].join('\0')))).toString('hex', 0, 16);
}

function stableName(kind: Finding['subject']['kind'], name: string, model: Model): string {
  if (kind === 'application') {
    const job = model.jobs.find(({ application }) => application?.id === name);
    return job?.service?.name ?? job?.application?.name ?? name;
  }
  if (kind === 'worker') return model.cluster?.workers.find(({ id }) => id === name)?.replica?.name ?? name;
  return kind === 'cluster' ? 'cluster' : name;
}
