import { describe, expect, test } from 'vitest';

import { observed } from '#evidence/evidence.js';

import { explained, verdictOf } from './judge.js';
import { cluster, masterOf, shortId, snapshotOf, submit, WORKER_HOSTS } from './stack.js';

const workers = WORKER_HOSTS.map((host) => ({ host, cores: 3 }));
const killed = { count: 1, captures: ['Master removed our application: FAILED'], line: 'Application has been killed. Reason: Master removed our application: FAILED' };
const log = { 'container-logs': observed({ logs: [{ container: shortId(3).padEnd(64, 'f'), lines: 9, complete: true, appId: 'app-gone', marks: { 'application-killed': killed }, progress: [] }], gaps: [] }) };
const ended = (state: string) => {
  const completedapps = [{ id: 'app-gone', name: 'A', state, cores: 0, memoryperexecutor: 1024, starttime: 0, duration: 5000, user: 'root' }];
  return snapshotOf(cluster({ a: { command: submit(1) } }), { ...masterOf(workers, [], { completedapps }), ...log });
};

describe('cluster/application-removed', () => {
  test('a driver whose application the master gave up is the headline, and is restarted', () => {
    const [headline] = explained(ended('FAILED'));

    expect(headline).toMatchObject({
      severity: 'critical',
      finding: { rule: { id: 'cluster/application-removed' }, subject: { kind: 'service', name: 'a' }, remedy: { actions: [{ kind: 'restart', service: 'a' }] } },
    });
    expect(headline?.finding.message).toContain('ten executors in a row ended before they ran');
    expect(headline?.finding.exhibits.map(({ label }) => label).join('\n')).toContain('Master removed our application');
  });

  test('one that was killed by hand is told as that, one that ended by itself is healthy', () => {
    expect(explained(ended('KILLED'))[0]?.finding.message).toContain('killed by hand');
    expect(verdictOf('cluster/application-removed', ended('FINISHED')).kind).toBe('healthy');
  });

  test('a driver of which no source tells the application is unknown', () => {
    expect(verdictOf('cluster/application-removed', snapshotOf(cluster({ a: { command: submit(1) } }), masterOf(workers, []))).kind).toBe('unknown');
  });
});
