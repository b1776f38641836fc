import { expect, test } from 'vitest';

import type { ReportJob } from '#diagnosis/report.js';
import { jobState, sightOf } from '#reporters/parts/job-state.js';

const job: ReportJob = { service: 'etl', container: null, label: 'etl', application: null, settings: {}, granted: null, divergence: null, wait: null, provenance: [] };
const outside: ReportJob = {
  ...job,
  service: null,
  application: { id: 'app-1', name: 'Nightly-ETL', state: 'RUNNING', waitingSeconds: null, runningSeconds: 60, matchedBy: 'none' },
};

test('without containers nobody claims that a job does not run, nor that an application is an outside driver’s', () => {
  const blind = { master: true, containers: false };

  expect(jobState(job, blind).words).toBe('not known');
  expect(jobState(outside, blind).words).toBe('RUNNING');
});

test('with containers and a master both are known', () => {
  const all = { master: true, containers: true };

  expect(jobState(job, all).words).toBe('not running');
  expect(jobState({ ...job, container: 'k2-etl-1' }, all).words).toBe('never registered');
  expect(jobState(outside, all).words).toBe('RUNNING, outside driver');
});

test('an engine that cannot be reached hides them all, one container that cannot be read does not', () => {
  const blindSpot = { source: 'docker', reason: '', required: true, remedy: null };

  expect(sightOf({ cluster: null, blindSpots: [{ ...blindSpot, subject: null }] }).containers).toBe(false);
  expect(sightOf({ cluster: null, blindSpots: [{ ...blindSpot, subject: 'k2-etl-1' }] }).containers).toBe(true);
});
