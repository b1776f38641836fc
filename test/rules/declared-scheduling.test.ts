import { describe, expect, test } from 'vitest';

import { explained, findings, verdictOf } from './judge.js';
import { noFile, offline } from './offline.js';
import { cluster, masterOf, shortId, snapshotOf, submit, WORKER_HOSTS } from './stack.js';

const idle = WORKER_HOSTS.map((host) => ({ host, cores: 3 }));

describe('scheduling/cores-max-below-executor-cores', () => {
  const rule = 'scheduling/cores-max-below-executor-cores';

  test('a file that asks so is told before anything runs, with its line', () => {
    const [finding] = findings(rule, offline(cluster({ a: { command: submit(1, 2) } })));

    expect(finding?.message).toBe('a can never start an executor: it may have 1 core in all (spark.cores.max), and one executor needs 2 (spark.executor.cores)');
    expect(finding?.exhibits[0]).toMatchObject({ plane: 'declared', place: { file: 'docker-compose.yml', line: 40 } });
  });

  test('an application that waits for this is its symptom', () => {
    const waiting = snapshotOf(cluster({ a: { command: submit(1, 2) } }), masterOf(idle, [{ name: 'A', state: 'WAITING', coresMax: 1, driverHost: shortId(3), age: 840_000 }]));
    const told = explained(waiting);

    expect(told.find(({ finding }) => finding.rule.id === 'scheduling/application-waiting')?.cause?.rule.id).toBe(rule);
    expect(told.filter(({ cause }) => cause === undefined).map(({ finding }) => finding.rule.id)).toContain(rule);
  });

  test('equal numbers are healthy; without the file it is unknown', () => {
    expect(verdictOf(rule, offline(cluster({ a: { command: submit(2, 2) } }))).kind).toBe('healthy');
    expect(verdictOf(rule, noFile).kind).toBe('unknown');
  });
});
