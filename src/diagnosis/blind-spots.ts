import type { Unavailable } from '#evidence/evidence.js';
import type { Source } from '#evidence/snapshot.js';
import { assertNever } from '#language.js';
import type { Model } from '#model/model.js';

import type { BlindSpot } from './report.js';
import { supplyFor } from './supply.js';

const REQUIRED: readonly Source[] = ['compose', 'docker'];

/** What could not be seen: whole sources, parts of sources, and a master that is there and not ALIVE. */
export function blindSpotsOf(model: Model, require: readonly string[]): readonly BlindSpot[] {
  const spots: BlindSpot[] = [];
  const required = requiredSources(model, require);
  for (const [source, evidence] of Object.entries(model.evidence)) {
    if (evidence.status === 'observed') continue;
    if (evidence.reason.kind === 'not-collected' && evidence.reason.supply === undefined && !required.has(source)) continue;
    spots.push({ source, subject: null, reason: wordsFor(evidence.reason), remedy: remedyFor(source, evidence.reason), required: required.has(source) });
  }
  for (const source of required) if (!(source in model.evidence)) spots.push({ source, subject: null, reason: 'was not collected', remedy: null, required: true });
  spots.push(...masterSpots(model, required), ...gapSpots(model, required));
  return spots.sort((a, b) => Number(b.required) - Number(a.required) || text(a.source, b.source) || text(a.subject ?? '', b.subject ?? ''));
}

const text = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** Compose and Docker always, unless offline; an ALIVE master where something of Spark should be running. */
function requiredSources(model: Model, require: readonly string[]): ReadonlySet<string> {
  if (model.invocation.offline) return new Set(['compose', ...require]);
  return new Set([...REQUIRED, ...(expectsMaster(model) ? ['spark-master'] : []), ...require]);
}

function expectsMaster({ services, invocation }: Model): boolean {
  return invocation.offline ? false : services.some(({ role, compose }) => compose !== undefined && (role === 'master' || role === 'worker' || role === 'job'));
}

function masterSpots(model: Model, required: ReadonlySet<string>): readonly BlindSpot[] {
  const masters = model.facts['spark-master']?.masters ?? [];
  if (model.cluster !== undefined || masters.length === 0) return [];
  return masters.map(({ ui, document }) => ({
    source: 'spark-master',
    subject: ui,
    reason: `the master is ${document.status}, not ALIVE: it schedules nothing and its lists are not the cluster's`,
    remedy: document.status === 'STANDBY' ? 'name the leader with --master URL, or wait until it is elected' : 'wait a minute and look again',
    required: required.has('spark-master'),
  }));
}

function gapSpots({ facts }: Model, required: ReadonlySet<string>): readonly BlindSpot[] {
  const spots: BlindSpot[] = [];
  for (const { subject, gone, detail } of facts.docker?.gaps ?? []) {
    spots.push({ source: 'docker', subject, reason: gone ? 'the container was gone when it was looked at' : detail, remedy: null, required: !gone && required.has('docker') });
  }
  for (const source of ['spark-master', 'spark-workers', 'spark-drivers', 'container-logs', 'container-processes', 'container-stats', 'mounted-files'] as const) {
    const gaps = facts[source]?.gaps ?? [];
    // Addresses that were tried beside the one that answered are no blind spot.
    if (source === 'spark-master' && (facts['spark-master']?.masters.length ?? 0) > 0) {
      spots.push(...gaps.filter(({ subject }) => subject.startsWith('app-')).map(({ subject, detail }) => ({ source, subject, reason: detail, remedy: null, required: false })));
      continue;
    }
    const late = gaps.filter(({ detail }) => LATE.test(detail));
    spots.push(...gaps.filter((gap) => !late.includes(gap)).map(({ subject, detail }) => ({ source, subject, reason: detail, remedy: supplyFor(source, subject, detail), required: false })), ...lateSpots(source, late));
  }
  return spots;
}

/** Sensors say so of whatever did not answer before their time was over. */
const LATE = /no answer in time|time was over/;

/** Those that answered too late are one thing to know. */
function lateSpots(source: string, late: readonly { readonly subject: string; readonly detail: string }[]): readonly BlindSpot[] {
  const [first] = late;
  if (first === undefined) return [];
  const subjects = new Set(late.map(({ subject }) => subject)).size;
  const subject = subjects === 1 ? first.subject : `${first.subject} and ${String(subjects - 1)} more`;
  return [{ source, subject, reason: late.length === 1 ? first.detail : 'did not answer in time, or not to all that was asked', remedy: WAIT, required: false }];
}

export function wordsFor(reason: Unavailable): string {
  switch (reason.kind) {
    case 'not-collected':
      return reason.detail ?? 'was not collected';
    case 'not-found':
      return reason.detail;
    case 'unreachable':
      // A sensor that tried several addresses begins each with its own.
      return `${reason.target} cannot be reached: ${reason.detail.startsWith(`${reason.target}: `) ? reason.detail.slice(reason.target.length + 2) : reason.detail}`;
    case 'timed-out':
      return `${reason.target} did not answer in time`;
    case 'unreadable':
      return `${reason.target} answered something that is not what it should be: ${reason.detail}`;
    case 'refused':
      return `${reason.target} refused: ${reason.detail}`;
    case 'crashed':
      return `reading it failed inside k2doctor: ${reason.detail}`;
    default:
      return assertNever(reason);
  }
}

/** True of what was cut so that the answer need not wait, and of what did not come in all the time there was. */
const WAIT = '--patient --timeout 60';

function remedyFor(source: string, reason: Unavailable): string | null {
  if (source === 'spark-master') return 'publish the master\'s web port, or name it: --master http://HOST:8080';
  if (source === 'docker') return reason.kind === 'timed-out' ? 'give it longer: --timeout SECONDS' : 'start the engine, or name it: -H ADDRESS or -c CONTEXT';
  if (reason.kind === 'not-collected' && reason.supply !== undefined) return reason.supply;
  return reason.kind === 'timed-out' ? WAIT : supplyFor(source, null, 'detail' in reason ? (reason.detail ?? '') : '');
}
