import { describe, expect, test } from 'vitest';

import { findings, verdictOf } from './judge.js';
import { noFile, offline, placesAt } from './offline.js';
import { cluster, submit, worker, type ServiceStory } from './stack.js';

const MASTER = '--master spark://spark-master:7077';
const job = (words: string, story: ServiceStory = {}) => ({ command: `spark-submit ${MASTER} ${words}`, ...story });
const healthy = offline(cluster({ a: { command: submit(1) } }));

describe('config/contradicting-flags', () => {
  const rule = 'config/contradicting-flags';

  test('a flag that --conf contradicts wins, and the loser is told', () => {
    const [finding] = findings(rule, offline(cluster({ a: job('--executor-memory 2g --conf spark.executor.memory=1g /opt/app/job.py') }), placesAt({ 'services.a.command.4': 44 })));

    expect(finding?.message).toBe('sets spark.executor.memory twice: 1g has no effect, 2g counts');
  });

  test('of equal flags the last counts; equal values are no contradiction', () => {
    expect(findings(rule, offline(cluster({ a: job('--executor-cores 2 --executor-cores 1 /opt/app/job.py') })))[0]?.message).toContain('2 has no effect, 1 counts');
    expect(verdictOf(rule, offline(cluster({ a: job('--executor-cores 1 --conf spark.executor.cores=1 /opt/app/job.py --executor-cores 7') }))).kind).toBe('healthy');
    expect(verdictOf(rule, noFile).kind).toBe('unknown');
  });
});

describe('config/setting-ignored-in-standalone', () => {
  const rule = 'config/setting-ignored-in-standalone';

  test('what belongs to YARN is information, with what to say instead', () => {
    const [finding] = findings(rule, offline(cluster({ a: job('--num-executors 3 --conf spark.executor.memoryOverhead=512m --conf spark.yarn.queue=x /opt/app/job.py') })));

    expect(finding).toMatchObject({ severity: 'info', message: 'sets spark.executor.memoryOverhead, spark.yarn.queue, spark.executor.instances, which have no effect on a standalone cluster' });
    expect(finding?.remedy.summary).toContain('say spark.cores.max');
  });

  test('sizes of executors on a worker, and of workers on a master, are told', () => {
    const file = offline({ 'spark-master': { command: 'spark-class org.apache.spark.deploy.master.Master', environment: { SPARK_WORKER_CORES: '2' } }, 'spark-worker-1': worker(1, '1g', { environment: { SPARK_WORKER_CORES: '1', SPARK_EXECUTOR_MEMORY: '1g' } }) });

    expect(findings(rule, file).map(({ message }) => message)).toEqual(['sets SPARK_WORKER_CORES, which has no effect on the master', 'sets SPARK_EXECUTOR_MEMORY, which has no effect on the worker']);
  });

  test('with dynamic allocation the number of executors is where it starts from', () => {
    expect(verdictOf(rule, offline(cluster({ a: job('--num-executors 3 --conf spark.dynamicAllocation.enabled=true /opt/app/job.py') }))).kind).toBe('healthy');
    expect(verdictOf(rule, healthy).kind).toBe('healthy');
    expect(verdictOf(rule, noFile).kind).toBe('unknown');
  });
});

describe('config/variable-not-read-by-image', () => {
  const rule = 'config/variable-not-read-by-image';
  const on = (image: string, environment: Readonly<Record<string, string>>, command?: string) => offline({ w: { ...(command === undefined ? {} : { command }), environment, declared: { image } } });

  test('SPARK_MODE on the official image starts nothing', () => {
    expect(findings(rule, on('apache/spark:3.5.3', { SPARK_MODE: 'worker' }))[0]).toMatchObject({ severity: 'warning', message: 'sets SPARK_MODE, which apache/spark:3.5.3 does not read; it has no command either' });
  });

  test('beside a command it is a leftover, unless it was to protect', () => {
    const command = 'spark-class org.apache.spark.deploy.worker.Worker spark://m:7077';

    expect(findings(rule, on('apache/spark:3.5.3', { SPARK_MODE: 'worker' }, command))[0]?.severity).toBe('info');
    expect(findings(rule, on('apache/spark:3.5.3', { SPARK_RPC_AUTHENTICATION_ENABLED: 'yes' }, command))[0]?.severity).toBe('warning');
  });

  test('the image\'s own variables, those that a command uses, and scripts of one\'s own are not judged', () => {
    expect(verdictOf(rule, on('bitnami/spark:3.5', { SPARK_MODE: 'worker', SPARK_MASTER_URL: 'spark://m:7077' })).kind).toBe('healthy');
    expect(verdictOf(rule, on('spark:3.5', { SPARK_MASTER_URL: 'spark://m:7077' }, 'spark-class org.apache.spark.deploy.worker.Worker $SPARK_MASTER_URL')).kind).toBe('healthy');
    expect(verdictOf(rule, on('spark:3.5', { SPARK_MODE: 'worker' }, '/start.sh')).kind).toBe('not-applicable');
    expect(verdictOf(rule, noFile).kind).toBe('unknown');
  });
});

describe('config/interpolation-surprise', () => {
  const rule = 'config/interpolation-surprise';
  const unset = (paths: Readonly<Record<string, string[]>>) => offline(cluster({ 'a.b': { command: submit(1) } }), { unsetVariables: paths });

  test('a blank command or size of Spark warns, by the deepest place', () => {
    const [finding] = findings(rule, unset({ 'services.a.b.command': ['CORES'], 'services.a.b.command.4': ['CORES'] }));

    expect(finding).toMatchObject({ severity: 'warning', subject: { name: 'a.b' }, message: 'CORES is set nowhere: command of a.b is blank there' });
    expect(finding?.exhibits.map(({ label }) => label)).toEqual(['command.4 has nothing for ${CORES}']);
  });

  test('a line of .env that the shell hides is information, with its place', () => {
    const hides = { file: '.env', line: 3, column: 1 };
    const via = [{ kind: 'variable', name: 'CORES', hides }];
    const [finding] = findings(rule, offline(cluster({ a: { command: submit(1) } }), { provenance: { 'services.a.command': { via }, 'services.a.command.4': { via } } }));

    expect(finding).toMatchObject({ severity: 'info', subject: { kind: 'file', name: '.env' }, exhibits: [{ place: hides }] });
    expect(finding?.message).toContain('CORES is set in the shell to another value than in .env');
  });

  test('a variable that is handed on is information; none is healthy; no file is unknown', () => {
    expect(findings(rule, unset({ 'services.a.b.environment.TOKEN': ['TOKEN'] }))[0]?.severity).toBe('info');
    expect(verdictOf(rule, healthy).kind).toBe('healthy');
    expect(verdictOf(rule, noFile).kind).toBe('unknown');
  });
});

describe('config/local-master-in-cluster-stack', () => {
  const rule = 'config/local-master-in-cluster-stack';
  const running = (command: string, image = 'apache/spark:3.5.3') => offline(cluster({ a: { command, declared: { image } } }));

  test('local[*] beside a master leaves the workers idle', () => {
    expect(findings(rule, running('spark-submit --master local[*] /opt/app/job.py'))[0]?.message).toBe('runs local[*], although spark-master is a master of this stack: the workers do nothing for it');
  });

  test('no master at all is local too, where the image is known to say none', () => {
    expect(findings(rule, running('/opt/spark/bin/spark-submit /opt/app/job.py'))[0]).toMatchObject({ confidence: 'likely' });
    expect(verdictOf(rule, running('spark-submit /opt/app/job.py', 'own:1')).kind).toBe('unknown');
  });

  test('a spark:// master is healthy, a stack without one is not applicable', () => {
    expect(verdictOf(rule, healthy).kind).toBe('healthy');
    expect(verdictOf(rule, offline({ a: { command: 'spark-submit --master local[*] /opt/app/job.py' } })).kind).toBe('not-applicable');
    expect(verdictOf(rule, noFile).kind).toBe('unknown');
  });
});

describe('config/data-path-not-shared', () => {
  const rule = 'config/data-path-not-shared';
  const bind = (source: string, target: string) => ({ volumes: [{ type: 'bind', source, target }] });
  const stack = (words: string, mine: object, theirs: object) => {
    const declared = { declared: theirs as Record<string, unknown> };
    return offline({ ...cluster({}), 'spark-worker-1': worker(1, '1g', declared), 'spark-worker-2': worker(1, '1g', declared), a: job(words, { declared: mine as Record<string, unknown> }) });
  };

  test('a path among the arguments that only the driver mounts is told', () => {
    expect(findings(rule, stack('/opt/app/job.py --input=/in/orders', bind('/srv/k2/orders', '/in'), {}))[0]).toMatchObject({
      severity: 'warning',
      message: 'names /in/orders, which it mounts and spark-worker-1, spark-worker-2 do not: executors there see another folder or none',
      remedy: { summary: 'mount ./orders at /in in spark-worker-1, spark-worker-2 too' },
    });
  });

  test('another folder at the same place is no sharing; the same under another name is', () => {
    expect(findings(rule, stack('/opt/app/job.py file:///in', bind('/srv/a', '/in'), bind('/srv/b', '/in')))).toHaveLength(1);
    expect(verdictOf(rule, stack('/opt/app/job.py /in/x', bind('/srv/a', '/in'), bind('/srv/a/x', '/in/x'))).kind).toBe('healthy');
  });

  test('in cluster mode the application file has to be on the workers', () => {
    expect(findings(rule, stack('--deploy-mode cluster --class A /jars/a.jar', bind('/srv/jars', '/jars'), {}))[0]?.message).toContain('names /jars/a.jar');
    expect(verdictOf(rule, stack('--class A /jars/a.jar', bind('/srv/jars', '/jars'), {})).kind).toBe('healthy');
  });

  test('a folder that is called data is information; no file is unknown', () => {
    expect(findings(rule, stack('/opt/app/job.py', bind('/srv/k2/data', '/opt/data'), {}))[0]).toMatchObject({ severity: 'info', confidence: 'likely' });
    expect(verdictOf(rule, noFile).kind).toBe('unknown');
  });
});

describe('config/event-log-mismatch', () => {
  const rule = 'config/event-log-mismatch';
  const LOGS = '--conf spark.eventLog.enabled=true --conf spark.eventLog.dir=file:/events';
  const stack = (words: string, mine: readonly object[], theirs: readonly object[]) =>
    offline({
      ...cluster({ a: job(`${words} /opt/app/job.py`, { declared: { volumes: mine, image: 'spark:3.5.3' } }) }),
      history: { command: 'spark-class org.apache.spark.deploy.history.HistoryServer', environment: { SPARK_HISTORY_OPTS: '-Dspark.history.fs.logDirectory=file:/logs' }, declared: { volumes: theirs, image: 'spark:3.5.3' } },
    });
  const volume = (source: string, target: string) => ({ type: 'volume', source, target });

  test('a folder that the history server does not see is told', () => {
    expect(findings(rule, stack(LOGS, [volume('one', '/events')], [volume('two', '/logs')]))[0]?.message).toBe('writes event logs to file:/events, and history reads file:/logs: its page stays empty');
    expect(findings(rule, stack('', [], []))[0]?.message).toBe('writes no event logs, so history never shows it');
  });

  test('one volume behind both is healthy; defaults that were not seen leave it unknown', () => {
    expect(verdictOf(rule, stack(LOGS, [volume('one', '/events')], [volume('one', '/logs')])).kind).toBe('healthy');
    expect(verdictOf(rule, stack('', [{ type: 'bind', source: '/srv/c', target: '/opt/spark/conf/spark-defaults.conf' }], [])).kind).toBe('unknown');
    expect(verdictOf(rule, healthy).kind).toBe('not-applicable');
  });
});
