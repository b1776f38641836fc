import { afterEach, describe, expect, it } from 'vitest';

import { classify } from '#evidence/container-processes/classify.js';
import { observeContainerProcesses } from '#evidence/container-processes/sensor.js';
import { readTop, secondsOf } from '#evidence/container-processes/table.js';

import type { FakeEngineOptions } from '../fakes/docker-engine.js';
import { observing, seen, type Observing } from './observing.js';

const open: Observing[] = [];
afterEach(() => Promise.all(open.splice(0).map(({ fake }) => fake.close())));

async function processesIn(situation: string, options?: FakeEngineOptions) {
  const found = await observing(situation, options);
  open.push(found);
  const { containers: lists, gaps } = seen(await observeContainerProcesses(found.context, found.containers));
  const nameOf = (id: string) => found.containers.find(({ Id }) => Id === id)?.Name ?? id;
  const kinds: Record<string, string[]> = Object.fromEntries(lists.map(({ container, processes }) => [nameOf(container), processes.map(({ kind }) => kind)] as const));
  return { ...found, kinds, lists, gaps };
}

describe('processes of a project', () => {
  it('are drivers with their programs, executors, masters and workers', async () => {
    const { kinds, gaps } = await processesIn('3.5.3/02-founding');

    expect(kinds).toMatchObject({ '/k2-bronze-kraken-stream': ['driver', 'python-driver'], '/k2-spark-worker-1-1': ['executor', 'worker'], '/k2-spark-master': ['master'] });
    expect(gaps).toEqual([]);
  });

  it('show an outside driver that was started by docker exec', async () => {
    const { kinds, lists, container } = await processesIn('3.5.3/06-greedy');

    expect(kinds['/greedy-notebook-1']).toEqual(['python-driver', 'driver']);
    const driver = lists.find((each) => each.container === container('greedy-notebook-1').Id)?.processes[1];
    expect(driver).toMatchObject({ elapsed: 63, user: 'root', args: expect.arrayContaining(['--master', 'spark://spark-master:7077', 'pyspark-shell']) as string[] });
  });

  it('show a driver of cluster mode inside its worker', async () => {
    const { kinds } = await processesIn('3.5.3/12-cluster-mode/1-running');

    expect(Object.values(kinds).flat()).toContain('cluster-driver');
  });

  it('are read from a ps that knows fewer columns', async () => {
    const { kinds, lists, fake } = await processesIn('3.5.3/02-founding', {
      answer: (path) =>
        !path.includes('/top') || !path.includes('ps_args')
          ? path.includes('/top')
            ? { body: JSON.stringify({ Titles: ['UID', 'PID', 'PPID', 'C', 'STIME', 'TTY', 'TIME', 'CMD'], Processes: [['root', '7', '1', '0', '20:35', '?', '00:00:09', 'java org.apache.spark.deploy.master.Master --host x']] }) }
            : undefined
          : { status: 500, body: '{"message":"ps: bad -o argument \'etimes\'"}' },
    });

    expect(kinds['/k2-spark-master']).toEqual(['master']);
    expect(lists[0]?.processes[0]).not.toHaveProperty('elapsed');
    expect(fake.requests.every(({ method }) => method === 'GET')).toBe(true);
  });

  it.each([
    ['fails', { status: 500, body: '{"message":"ps failed"}' }, 'HTTP 500: ps failed'],
    ['is forbidden', { status: 403 }, 'HTTP 403; a proxy in front of the engine must allow GET'],
    ['is garbage', { body: '{"Titles":["A"]}' }, "the list of processes is not as the engine's API has it"],
  ])('that cannot be read leave a gap where top %s', async (_, answer, detail) => {
    const { gaps } = await processesIn('3.5.3/02-founding', { answer: (path) => (path.includes('/top') ? answer : undefined) });

    expect(gaps).toHaveLength(7);
    expect(gaps[0]).toMatchObject({ detail });
  });

  it('are redacted', async () => {
    const { lists } = await processesIn('3.5.3/02-founding', {
      answer: (path) => (path.includes('/top') ? { body: JSON.stringify({ Titles: ['PID', 'PPID', 'USER', 'ELAPSED', 'COMMAND'], Processes: [['7', '1', 'root', '9', 'java -Dspark.authenticate.secret=hunter2 org.apache.spark.deploy.SparkSubmit --conf spark.hadoop.fs.s3a.secret.key=hunter2']] }) } : undefined),
    });

    expect(JSON.stringify(lists)).not.toContain('hunter2');
    expect(lists).toHaveLength(7);
  });

  it('are redacted where a secret of several words came apart', async () => {
    const { lists } = await processesIn('3.5.3/02-founding', {
      answer: (path) => (path.includes('/top') ? { body: JSON.stringify({ Titles: ['PID', 'PPID', 'USER', 'ELAPSED', 'COMMAND'], Processes: [['7', '1', 'root', '9', 'java org.apache.spark.deploy.SparkSubmit --conf spark.x.password=correct horse battery --name A /opt/app/job.py --password staple glue']] }) } : undefined),
    });

    const text = JSON.stringify(lists);
    for (const word of ['correct', 'horse', 'battery', 'staple', 'glue']) expect(text).not.toContain(word);
    expect(text).toContain('"--name","A","/opt/app/job.py"');
  });
});

describe('what a process is', () => {
  const kindsOf = (...rows: readonly [pid: number, ppid: number, args: string][]) => classify(rows.map(([pid, ppid, args]) => ({ pid, ppid, user: 'root', elapsed: 1, args: args.split(' ') }))).map(({ pid, kind }) => [pid, kind]);

  it.each([
    ['java -cp x org.apache.spark.deploy.SparkSubmit --deploy-mode cluster app.jar', 'other-spark'],
    ['java -cp x org.apache.spark.deploy.SparkSubmit --status driver-1', 'other-spark'],
    ['java -cp x org.apache.spark.deploy.SparkSubmit --deploy-mode client app.jar', 'driver'],
    ['java -cp x org.apache.spark.deploy.history.HistoryServer', 'other-spark'],
    ['/usr/bin/java -cp app.jar com.example.Main --master=spark://m:7077', 'driver'],
    ['python3 app.py spark://m:7077', 'python-driver'],
    ['python3 -m pyspark.daemon', 'other-spark'],
    ['python3 /opt/spark/python/pyspark/daemon.py', 'other-spark'],
  ])('%s', (args, kind) => {
    expect(kindsOf([1, 0, args])).toEqual([[1, kind]]);
  });

  it.each(['tail -f /dev/null', 'python3 app.py', 'java -jar other.jar', 'grep org.apache.spark.deploy.master.Master', 'jupyter-lab --port 8888'])('%s is none of Spark’s', (args) => {
    expect(kindsOf([1, 0, args])).toEqual([]);
  });

  it('a kernel is the driver that started the JVM behind it', () => {
    expect(kindsOf([5, 1, 'python -m ipykernel_launcher -f k.json'], [6, 5, 'java org.apache.spark.deploy.SparkSubmit pyspark-shell'], [7, 1, 'python -m ipykernel_launcher -f l.json'])).toEqual([
      [5, 'python-driver'],
      [6, 'driver'],
    ]);
  });
});

describe('a table of processes', () => {
  it.each([['93784', 93_784], ['01:02', 62], ['3:04:05', 11_045], ['2-03:04:05', 183_845], ['1h2m3.5s', 3723], ['4.2s', 4], ['', undefined], ['?', undefined]] as const)('reads %j as seconds', (text, seconds) => {
    expect(secondsOf(text)).toBe(seconds);
  });

  it('without the columns that matter is none', () => {
    expect(readTop({ Titles: ['A'], Processes: [] })).toBeUndefined();
    expect(readTop({ Titles: ['PID', 'COMMAND'], Processes: null })).toEqual([]);
    expect(readTop('garbage')).toBeUndefined();
  });
});
