import { describe, expect, test } from 'vitest';

import { masterSettings, workerSettings } from '#model/spark/daemon.js';
import { roleOf } from '#model/spark/role.js';
import { mebibytes } from '#units/bytes.js';

const none = new Map<string, string>();

describe('what a container is to Spark', () => {
  test.each([
    [['spark-class', 'org.apache.spark.deploy.master.Master', '--host', 'm'], none, 'lab/spark', 'master'],
    [['/opt/spark/sbin/start-worker.sh', 'spark://m:7077'], none, 'spark:3.5', 'worker'],
    [['/opt/bitnami/scripts/spark/entrypoint.sh', '/opt/bitnami/scripts/spark/run.sh'], new Map([['SPARK_MODE', 'worker']]), 'bitnami/spark', 'worker'],
    [['/opt/bitnami/scripts/spark/entrypoint.sh', '/opt/bitnami/scripts/spark/run.sh'], none, 'bitnami/spark', 'master'],
    [['/bin/bash', '/worker.sh'], none, 'bde2020/spark-worker:3.3.0', 'worker'],
    [[], none, 'bde2020/spark-master:3.3.0', 'master'],
    [['spark-submit', 'app.py'], none, 'lab/spark', 'job'],
    [['python', 'app.py', '--master', 'spark://m:7077'], none, 'app', 'job'],
    [['python', 'app.py'], new Map([['SPARK_MASTER_URL', 'spark://m:7077']]), 'app', 'job'],
    [['tail', '-f', '/dev/null'], none, 'lab/spark', 'other'],
    [['/usr/bin/tini', '--', '/bin/zsh', '-ec', 'exec nice sbin/start-slaves.sh'], none, 'lab/spark', 'worker'],
    [['org.apache.spark.deploy.SparkSubmit', 'app.py'], none, 'lab/spark', 'job'],
    [['my-spark-submit', 'app.py'], none, 'lab/spark', 'other'],
    [['start-notebook.sh'], none, 'jupyter/pyspark-notebook', 'other'],
    [['postgres'], none, 'postgres:16', 'other'],
  ] as const)('%j is a %s', (argv, environment, image, role) => {
    expect(roleOf(argv, environment, image)).toBe(role);
  });
});

describe('daemon settings', () => {
  test('a worker flag beats the variable', () => {
    const settings = workerSettings(['spark-class', 'org.apache.spark.deploy.worker.Worker', '-c', '4', 'spark://m:7077'], new Map([['SPARK_WORKER_CORES', '2'], ['SPARK_WORKER_MEMORY', '3g']]));

    expect(settings).toMatchObject({ cores: 4, coresFrom: '-c', memory: mebibytes(3072), memoryFrom: 'SPARK_WORKER_MEMORY', master: 'spark://m:7077' });
  });

  test('half a core and memory without a unit are refused, not rounded', () => {
    const { malformed } = workerSettings([], new Map([['SPARK_WORKER_CORES', '0.5'], ['SPARK_WORKER_MEMORY', '2048']]));

    expect(malformed).toEqual([{ key: 'SPARK_WORKER_CORES', value: '0.5' }, { key: 'SPARK_WORKER_MEMORY', value: '2048' }]);
  });

  test('a port that a link injected as an address is no port', () => {
    expect(masterSettings([], new Map([['SPARK_MASTER_PORT', 'tcp://172.17.0.5:7077']])).port).toBe(7077);
  });

  test('the default cap of the master is read from its options', () => {
    const { options } = masterSettings([], new Map([['SPARK_MASTER_OPTS', '-Dspark.deploy.defaultCores=4 -Dspark.deploy.spreadOut=false']]));

    expect(options.get('spark.deploy.defaultCores')).toBe('4');
  });
});
