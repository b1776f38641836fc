import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';

import { diagnose, findingsOf, type Finding, type Verdict } from '#diagnosis/diagnose.js';
import { observed } from '#evidence/evidence.js';
import { ComposeError, resolveProject, type ComposeRequest, type ResolvedProject } from '#evidence/compose/resolve.js';
import { nodeComposeHost } from '#evidence/compose/sensor.js';
import { toComposeEvidence } from '#evidence/compose/to-evidence.js';
import { createRedactor } from '#evidence/redact.js';
import { buildModel } from '#model/model.js';
import { rules } from '#rules/index.js';
import { DEFAULT_THRESHOLDS } from '#rules/thresholds.js';

import { shared } from '../compose/shared.js';

/*
 * Compose files from public repositories, judged offline. Nearly all of them work for their authors, so what is said of
 * them has to be true: each warning is held against the line of the file that it points to.
 */
const corpus = join(shared, 'corpus');
const meta = z.object({ compose_args: z.array(z.string()), exit_code: z.number(), exit_code_all_profiles: z.optional(z.number()) });

interface Judged {
  readonly id: string;
  readonly folder: string;
  readonly verdicts: readonly Verdict[];
  readonly findings: readonly Finding[];
}

const ids = existsSync(corpus) ? readdirSync(corpus).filter((id) => existsSync(join(corpus, id, 'META.json'))) : [];
const offlineRules = rules.filter(({ needs }) => needs.every((need) => need === 'compose'));

function judge(id: string): Judged[] {
  const folder = join(corpus, id);
  const { compose_args, exit_code, exit_code_all_profiles = 1 } = meta.parse(JSON.parse(readFileSync(join(folder, 'META.json'), 'utf8')));
  const after = (flag: string) => compose_args.flatMap((arg, at) => (compose_args[at - 1] === flag ? [arg] : []));
  const [projectDirectory] = after('--project-directory');
  const kinds = [...(exit_code === 0 ? [[]] : []), ...(exit_code_all_profiles === 0 ? [['*']] : [])];
  return kinds.flatMap((profiles) => {
    const request = { files: after('-f'), profiles, envFiles: after('--env-file'), services: [], projectName: 'corpus', ...(projectDirectory === undefined ? {} : { projectDirectory }) };
    const project = resolved(request, folder);
    if (project === undefined) return [];
    const compose = toComposeEvidence(project, { modifiedAt: {}, configHashes: {} }, createRedactor('5a17'));
    const invocation = { files: [], profiles, envFiles: [], services: [], offline: true, cwd: folder };
    const model = buildModel({ snapshotVersion: 1, k2doctor: '0', takenAt: '2026-01-19T10:00:00.000Z', invocation, evidence: { compose: observed(compose) } }, { joins: new Map() }, () => []);
    const verdicts = diagnose(model, offlineRules, DEFAULT_THRESHOLDS);
    return [{ id, folder, verdicts, findings: findingsOf(verdicts) }];
  });
}

/** Undefined for the one that later versions of Compose refuse. */
function resolved(request: ComposeRequest, folder: string): ResolvedProject | undefined {
  try {
    return resolveProject(request, nodeComposeHost({ cwd: folder, env: { PATH: '/usr/bin:/bin', HOME: '/nobody' }, stdin: 0 }));
  } catch (error) {
    if (error instanceof ComposeError) return undefined;
    throw error;
  }
}

const judged = ids.flatMap(judge);
const all = judged.flatMap(({ id, folder, findings }) => findings.map((finding) => ({ id, folder, finding })));
const loud = all.filter(({ finding }) => finding.severity !== 'info');

/** The line that a finding points to. */
function lineOf(folder: string, { exhibits: [{ place }] }: Finding): string {
  return place === undefined ? '' : (readFileSync(resolve(folder, place.file), 'utf8').split('\n')[place.line - 1] ?? '');
}

/** What the line has to hold for the warning to be about it. */
const WRITTEN: Readonly<Record<string, RegExp>> = {
  'security/master-exposed': /7077|6066|port/i,
  'lifecycle/image-unavailable-or-frozen': /bitnami/i,
  'memory/worker-memory-vs-container-limit': /mem|-m\b|\bcommand/i,
  'config/interpolation-surprise': /\$|[|>]-?\s*$/,
  'network/host-port-clash': /\d{4}|\$\{/,
  'network/broker-advertises-localhost': /localhost|127\.0\.0\.1/,
  'network/master-url-unreachable': /spark:\/\//,
};

describe.skipIf(ids.length === 0)('stacks of public repositories', () => {
  test('no rule crashes on any', () => {
    expect(judged.flatMap(({ id, verdicts }) => verdicts.flatMap((verdict) => (verdict.kind === 'crashed' ? [`${id} ${verdict.rule.id} ${String(verdict.error)}`] : [])))).toEqual([]);
  });

  test('nothing is said of drift, and no warning of waiting', () => {
    expect(loud.filter(({ finding: { rule } }) => /^drift\/|application-waiting|over-subscribed/.test(rule.id)).map(({ id, finding }) => `${id} ${finding.rule.id}`)).toEqual([]);
  });

  test('what is critical is a worker that promises more than its container has, or a master that nobody can find', () => {
    const critical = all.filter(({ finding }) => finding.severity === 'critical');

    expect([...new Set(critical.map(({ finding }) => finding.rule.id))].sort()).toEqual(['memory/worker-memory-vs-container-limit', 'network/master-url-unreachable']);
    expect(new Set(critical.map(({ id }) => id)).size).toBeLessThan(0.05 * ids.length);
  });

  test.each(Object.entries(WRITTEN))('%s points to the line that it is about', (rule, written) => {
    const found = loud.filter(({ finding }) => finding.rule.id === rule);

    expect(found.length).toBeGreaterThan(0);
    for (const { id, folder, finding } of found) expect(`${id}: ${lineOf(folder, finding)}`).toMatch(new RegExp(`: .*(${written.source})`, written.flags));
  });

  test('every finding about a service says where', () => {
    const about = all.filter(({ finding }) => finding.subject.kind === 'service');

    expect(about.filter(({ finding }) => finding.exhibits[0].place === undefined).map(({ id, finding }) => `${id} ${finding.rule.id} ${finding.subject.name}`)).toEqual([]);
  });

  test('an ordinary stack is not drowned: none has more than four different warnings', () => {
    const kinds = judged.map(({ findings }) => new Set(findings.flatMap(({ rule, severity }) => (severity === 'info' ? [] : [rule.id]))).size);

    expect(kinds.filter((count) => count > 4)).toHaveLength(0);
    expect(kinds.filter((count) => count === 0).length).toBeGreaterThan(kinds.length / 3);
  });
});
