import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';

import { SPARK_VERSIONS } from './machine/images.js';
import { alive, running, waiting } from './master-state.js';
import { parseReport, said, type Report } from './report.js';
import { COMPOSE_FILE, createStack, type Examination, type Stack } from './stack.js';

const JOBS = [
  'bronze-binance-stream',
  'bronze-kraken-stream',
  'silver-binance-transformation',
  'silver-kraken-transformation',
];
const asking = (before: number, after: number) => (composeFile: string) =>
  composeFile
    .replaceAll(`--total-executor-cores ${before}`, `--total-executor-cores ${after}`)
    .replaceAll(`--executor-cores ${before}`, `--executor-cores ${after}`);

/**
 * Somebody lowered every job from 2 cores to 1 in the file and restarted the four containers. The restart kept the
 * old command, and two of four jobs have waited ever since.
 */
describe.skipIf(inject('noLab') !== undefined).each(SPARK_VERSIONS)('the founding incident on Spark %s', (spark) => {
  let stack: Stack;
  let examination: Examination;
  let report: Report;

  beforeAll(async () => {
    stack = await createStack({ incident: 'k2', name: 'founding', spark, edit: asking(1, 2) });
    await stack.start();
    await stack.until('2 jobs run and 2 wait', (master) => running(master).length === 2 && waiting(master).length === 2);
    await stack.edit(COMPOSE_FILE, asking(2, 1));
    await stack.restart(...JOBS);
    await stack.until(
      'again 2 jobs run and 2 wait',
      (master) =>
        master.completedapps.length === 4 && running(master).length === 2 && waiting(master).length === 2,
    );
    examination = await stack.k2doctor('check', '--format', 'json');
    report = examination.report();
  });
  afterAll(() => stack[Symbol.asyncDispose]());

  test('check finds it and exits 1', () => {
    expect(examination.stderr).toBe('');
    expect(examination.code).toBe(1);
    expect(report).toMatchObject({ exitCode: 1, project: { name: stack.project }, cluster: { sparkVersion: spark } });
    expect(report.cluster?.masters).toMatchObject([{ url: 'spark://spark-master:7077', status: 'ALIVE' }]);
  });

  test('it names the four services with what the file asks and what runs', () => {
    const drifted = report.services.filter(({ drift }) => drift.length > 0);
    expect(drifted.map(({ service }) => service).toSorted()).toEqual(JOBS);
    for (const { drift, recreate, restartNeeded } of drifted) {
      expect(drift).toMatchObject([{ field: 'command', place: { file: COMPOSE_FILE } }]);
      expect(drift[0]?.declared).toContain('--total-executor-cores 1 --executor-cores 1');
      expect(drift[0]?.deployed).toContain('--total-executor-cores 2 --executor-cores 2');
      expect({ recreate, restartNeeded }).toEqual({ recreate: true, restartNeeded: false });
    }
    for (const job of report.jobs) {
      expect(JOBS).toContain(job.service);
      expect(job.settings['coresMax']).toMatchObject({ declared: 1, deployed: 2, requested: 2 });
      expect(job.divergence).toEqual({ setting: 'coresMax', from: 'declared', to: 'deployed' });
    }
  });

  test('it explains that a restart keeps the old command', () => {
    const kinds = report.services.flatMap(({ drift }) => drift.map(({ kind }) => kind));
    expect(kinds).toEqual(JOBS.map(() => 'restarted-not-recreated'));
    const headline = report.findings[0];
    expect(headline?.rule).toBe('drift/stale-command');
    expect(headline && said(headline)).toMatch(/restart/);
  });

  test('it explains the two that wait by the four that are stale, with the arithmetic', async () => {
    const master = await stack.master();
    const waits = report.jobs.filter(({ application }) => application?.state === 'WAITING');
    expect(waits.map(({ application }) => application?.id).toSorted()).toEqual(
      (master ? waiting(master) : []).map(({ id }) => id).toSorted(),
    );
    expect(waits.map(({ granted }) => granted?.cores)).toEqual([0, 0]);

    const explained = report.findings.filter(({ explainedBy }) => explainedBy?.rule === 'drift/stale-command');
    expect(explained.length).toBeGreaterThan(0);
    expect(report.findings.map(said).join('\n')).toMatch(/8 > 6/);
  });

  test('it would recreate exactly the services that Compose would', async () => {
    const recreated = report.services.filter(({ recreate }) => recreate === true);

    const names = recreated.map(({ service }) => `${stack.project}-${service}`);
    expect(names.toSorted()).toEqual(await stack.wouldRecreate());
  });

  test('fix prints the one command of the report and nothing else', async () => {
    const { stdout } = await stack.k2doctor('fix');

    expect(report.fix?.commands).toEqual([`docker compose up -d ${JOBS.join(' ')}`]);
    expect(stdout.trimEnd().split('\n')).toEqual(report.fix?.commands);
  });

  test('the command, run as printed, heals, and what is then seen is what was predicted', async () => {
    const outcome = await stack.runPrinted(report.fix?.commands ?? []);
    expect(outcome.stderr).toMatch(/Started/);
    expect(outcome.code).toBe(0);
    const healed = await stack.until('4 jobs run', (master) => running(master).length === 4);

    const after = await stack.k2doctor('check', '--format', 'json', '--fail-on', 'critical');
    expect(after.code).toBe(0);
    const seen = after.report();
    expect(seen.cluster?.headroom).toBeCloseTo(1 / 3, 3);
    expect(seen.services.flatMap(({ drift }) => drift)).toEqual([]);
    expect(alive(healed)).toHaveLength(2);

    const prediction = report.fix?.prediction;
    expect(prediction?.cores).toEqual({ total: healed.cores, used: healed.coresused, free: healed.cores - healed.coresused });
    expect(prediction?.headroom).toBe(seen.cluster?.headroom);
    expect(byService(prediction?.applications ?? [])).toEqual(
      byService(
        seen.jobs.map(({ service, application, granted }) => ({
          service,
          state: application?.state ?? '',
          cores: granted?.cores ?? -1,
        })),
      ),
    );
  });

  test('a snapshot of it, replayed, says the same as the live stack', async () => {
    const live = await stack.k2doctor('snapshot');
    expect(live.code).toBe(0);
    expect(live.stdout).not.toContain('hunter2');
    await stack.write('snapshot.json', live.stdout);

    const replayed = parseReport(await stack.k2doctor('check', '--from', 'snapshot.json', '--format', 'json', '--fail-on', 'never'));
    expect(replayed.jobs.map(({ service, application }) => [service, application?.state])).toEqual(
      JOBS.map((service) => [service, 'RUNNING']),
    );
  });
});

const byService = (applications: readonly { service: string | null; state: string; cores: number }[]) =>
  applications.map(({ service, state, cores }) => `${service ?? '-'} ${state} ${cores}`).toSorted();
