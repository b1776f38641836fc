import { expect, test } from 'vitest';

import { diagnose, findingsOf } from '#diagnosis/diagnose.js';
import { fixOf } from '#diagnosis/fix.js';
import { observed } from '#evidence/evidence.js';
import type { Snapshot } from '#evidence/snapshot.js';
import { rules } from '#rules/index.js';
import { DEFAULT_THRESHOLDS } from '#rules/thresholds.js';

import { modelOf } from '../rules/judge.js';
import { cluster, masterOf, shortId, snapshotOf, submit, workerId, WORKER_HOSTS } from '../rules/stack.js';

const workers = WORKER_HOSTS.map((host) => ({ host, cores: 3 }));

function fixFor(snapshot: Snapshot) {
  const model = modelOf(snapshot);
  return fixOf(findingsOf(diagnose(model, rules, DEFAULT_THRESHOLDS)), model);
}

test('a job that was stopped is predicted under its service, though no application is known yet', () => {
  const stopped = { command: submit(1), container: { state: { Status: 'exited', Running: false, ExitCode: 137 } } };
  const fix = fixFor(snapshotOf(cluster({ a: stopped }), masterOf(workers, [])));

  expect(fix?.commands).toEqual(['docker compose up -d a']);
  expect(fix?.prediction?.applications).toMatchObject([{ service: 'a', state: 'RUNNING', cores: 1 }]);
});

test('a job that is restarted for its mounted spark-defaults.conf comes back with what stands there now', () => {
  const command = 'spark-submit --master spark://spark-master:7077 --executor-cores 1 --executor-memory 1g job.py';
  const sparkDefaults = [{ key: 'spark.cores.max', value: '2', line: 1 }];
  const edited = { container: 'k2-a-1', path: '/opt/spark/conf/spark-defaults.conf', source: '/srv/k2/spark-defaults.conf', size: 10, modifiedAt: '2026-01-19T09:00:00.000Z', sparkDefaults };
  const running = { name: 'A', granted: 1, coresMax: 1, driverHost: shortId(3), executors: [{ worker: workerId(0), cores: 1 }] };
  const [first, ...others] = workers.map((worker) => ({ ...worker, memory: 3072 }));
  const master = masterOf(first === undefined ? others : [{ ...first, used: 1, memoryUsed: 1024 }, ...others], [running]);
  const fix = fixFor(snapshotOf(cluster({ a: { command } }), { ...master, 'mounted-files': observed({ files: [edited], gaps: [] }) }));

  expect(fix?.commands).toEqual(['docker compose restart a']);
  expect(fix?.prediction?.applications).toMatchObject([{ service: 'a', state: 'RUNNING', cores: 2 }]);
});
