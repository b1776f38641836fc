import { describe, expect, it } from 'vitest';

import { compareProject } from '#model/drift/compare-project.js';
import { nameOf } from '#model/drift/container-names.js';

import { recreatedIn } from './evidence-of.js';
import { mountedIn, recording, situations } from './recording.js';

/** Before every container of any recording, and the moment of the one edit that was recorded. */
const NEVER = '2026-11-22T00:00:00Z';
const EDITED = new Map([
  ['3.5.3/02-founding', '2026-11-22T20:34:32Z'],
  ['3.5.3/03-edited-only', '2026-11-22T20:34:32Z'],
]);

const drifts = (situation: string) => {
  const { compose, docker } = recording(situation, EDITED.get(situation) ?? NEVER);
  return compareProject({ compose, docker });
};
const kinds = (situation: string) =>
  drifts(situation).flatMap(({ service, drift }) => drift.map(({ field, kind }) => `${service} ${field ?? '-'} ${kind}`));

describe('recorded situations', () => {
  it('are all there', () => expect(situations.length).toBeGreaterThanOrEqual(30));

  it.each(situations)('%s: the verdict is the dry run’s for every container', (situation) => {
    const { compose, docker, dryRun } = recording(situation, EDITED.get(situation) ?? NEVER);
    const recreated = recreatedIn(dryRun);

    const found = compareProject({ compose, docker });

    const ours = found.filter(({ recreate }) => recreate === true).flatMap(({ containers }) => containers);
    expect(ours.sort()).toEqual(docker.containers.map(nameOf).filter((name) => recreated.has(name)).sort());
    expect(found.filter(({ recreate }) => recreate === undefined)).toEqual([]);
  });

  it.each(situations.filter((name) => /healthy|greedy|too-large|crash-loop|streaming|reverse-proxy|0-alive|plain-up|recovery|restarted-none|dynamic|cluster-mode|mounted-conf/.test(name)))(
    '%s: nothing drifts where nothing was changed',
    (situation) => {
      const missing = situation === '3.5.3/07-too-large/0-memory' ? ['core-hog scale missing'] : [];
      expect(kinds(situation)).toEqual(missing);
    },
  );
});

describe('what a recorded situation is called', () => {
  const command = (services: readonly string[], kind: string) => services.map((service) => `${service} command ${kind}`);
  const JOBS = ['bronze-binance-stream', 'bronze-kraken-stream', 'silver-binance-transformation', 'silver-kraken-transformation'];

  it('the founding incident: restarted, not recreated', () => {
    expect(kinds('3.5.3/02-founding')).toEqual(command(JOBS, 'restarted-not-recreated'));
    expect(drifts('3.5.3/02-founding').map(({ remedy }) => remedy?.kind)).toEqual(['up', 'up', 'up', 'up', undefined, undefined, undefined]);
  });

  it('the same before the restart: edited, not applied', () => {
    expect(kinds('3.5.3/03-edited-only')).toEqual(command(JOBS, 'edited-not-applied'));
  });

  it('a limit that docker update raised was changed by hand, and only force brings it back', () => {
    const [worker] = drifts('3.5.3/14-docker-update/1-restarted').filter(({ drift }) => drift.length > 0);
    expect(worker?.drift[0]).toMatchObject({ field: 'mem_limit', declared: '2 GiB (2147483648)', deployed: '3 GiB (3221225472)', kind: 'changed-by-hand' });
    expect(worker).toMatchObject({ recreate: false, remedy: { kind: 'up-force-recreate' } });
  });

  it('a killed worker is stopped, a paused one wants to be unpaused', () => {
    expect(kinds('3.5.3/04-worker-killed/0-right-after')).toEqual(['spark-worker-1 state stopped']);
    expect(drifts('3.5.3/04b-worker-paused/0-dead').flatMap(({ remedy }) => remedy?.kind ?? [])).toEqual(['unpause']);
  });

  it('surplus replicas are a difference that a plain up removes', () => {
    expect(kinds('3.5.3/19-scaled/0-three')).toEqual(['spark-worker scale changed-by-hand']);
  });

  it('containers of Compose 1 would all be recreated, for nothing', () => {
    expect(new Set(drifts('3.5.3/20-compose-v1').flatMap(({ drift }) => drift.map(({ kind }) => kind)))).toEqual(new Set(['recreate-without-difference']));
  });

  it.each([
    ['1-edited', true, 'restart'],
    ['2-restarted', false, undefined],
  ])('a mounted file, %s: a restart is needed: %s', (moment, needed, remedy) => {
    const situation = `3.5.3/15-mounted-conf/${moment}`;
    const { compose, docker } = recording(situation, NEVER);
    const jobs = compareProject({ compose, docker, mountedFiles: mountedIn(situation, 'mountedconf') }).slice(0, 3);
    expect(jobs.map((job) => [job.recreate, job.restartNeeded, job.remedy?.kind])).toEqual([0, 1, 2].map(() => [false, needed, remedy]));
  });
});
