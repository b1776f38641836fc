import { expect, test } from 'vitest';

import { diagnose, findingsOf } from '#diagnosis/diagnose.js';
import { fixOf } from '#diagnosis/fix.js';
import { rules } from '#rules/index.js';
import { DEFAULT_THRESHOLDS } from '#rules/thresholds.js';

import { modelOf } from '../rules/judge.js';
import { cluster, masterOf, snapshotOf, submit, WORKER_HOSTS } from '../rules/stack.js';

test('a job that was stopped is predicted under its service, though no application is known yet', () => {
  const stopped = { command: submit(1), container: { state: { Status: 'exited', Running: false, ExitCode: 137 } } };
  const model = modelOf(snapshotOf(cluster({ a: stopped }), masterOf(WORKER_HOSTS.map((host) => ({ host, cores: 3 })), [])));
  const fix = fixOf(findingsOf(diagnose(model, rules, DEFAULT_THRESHOLDS)), model);

  expect(fix?.commands).toEqual(['docker compose up -d a']);
  expect(fix?.prediction?.applications).toMatchObject([{ service: 'a', state: 'RUNNING', cores: 1 }]);
});
