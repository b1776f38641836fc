import { describe, expect, test } from 'vitest';

import { effectiveSettings } from '#model/spark/settings.js';
import { findSubmit } from '#model/spark/submit.js';
import { mebibytes } from '#units/bytes.js';

const settings = (argv: readonly string[], env: Record<string, string> = {}, sparkDefaults: { key: string; value: string }[] = []) => {
  const environment = new Map(Object.entries(env));
  const submit = findSubmit(argv, environment);
  if (submit === undefined) throw new Error('no submit command');
  return effectiveSettings(submit, environment, { sparkDefaults });
};

describe('spark-submit arguments', () => {
  test('dedicated flags set their keys', () => {
    const { coresMax, executorCores, executorMemory } = settings('spark-submit --total-executor-cores 2 --executor-cores 2 --executor-memory 1g app.py'.split(' '));

    expect(coresMax).toEqual({ value: 2, origin: 'flag' });
    expect(executorCores).toEqual({ value: 2, origin: 'flag' });
    expect(executorMemory).toEqual({ value: mebibytes(1024), origin: 'flag' });
  });

  test('what follows the application belongs to the application', () => {
    expect(settings(['spark-submit', 'app.py', '--executor-memory', '4g']).executorMemory).toEqual({ value: mebibytes(1024), origin: 'default' });
  });

  test('a flag beats --conf, --conf beats spark-defaults, which beats the environment', () => {
    const defaults = [{ key: 'spark.executor.cores', value: '4' }, { key: 'spark.cores.max', value: '8' }, { key: 'spark.executor.memory', value: '3g' }];
    const argv = ['spark-submit', '--conf', 'spark.executor.cores=3', '--executor-cores', '2', '-c', 'spark.cores.max=6', 'app.py'];

    const { executorCores, coresMax, executorMemory } = settings(argv, { SPARK_EXECUTOR_MEMORY: '5g' }, defaults);

    expect(executorCores).toEqual({ value: 2, origin: 'flag' });
    expect(coresMax).toEqual({ value: 6, origin: 'conf' });
    expect(executorMemory).toEqual({ value: mebibytes(3072), origin: 'spark-defaults' });
  });

  test('--opt=value is accepted for every option that takes a value', () => {
    expect(settings(['spark-submit', '--conf=spark.cores.max=4', '--executor-cores=2', 'a.py']).coresMax.value).toBe(4);
  });

  test('the command is found behind a shell, with its variables filled in', () => {
    const script = 'sleep 5 && \\\n  /opt/spark/bin/spark-submit --master $MASTER_URL --total-executor-cores ${CORES:-3} /app.py | tee log';

    const { coresMax, master } = settings(['bash', '-c', script], { MASTER_URL: 'spark://m:7077' });

    expect(coresMax.value).toBe(3);
    expect(master?.value).toBe('spark://m:7077');
  });

  test('a bare number of executor memory is bytes, a fraction is refused', () => {
    expect(settings(['spark-submit', '--executor-memory', '2048', 'a.py']).executorMemory.value).toBe(2048);
    expect(settings(['spark-submit', '--executor-memory', '1.5g', 'a.py']).malformed).toEqual([{ key: 'spark.executor.memory', value: '1.5g' }]);
  });

  test('nothing set means no cap and one executor a worker', () => {
    const { coresMax, executorCores } = settings(['pyspark', '--master', 'spark://m:7077']);

    expect(coresMax).toEqual({ value: 'unlimited', origin: 'default' });
    expect(executorCores).toEqual({ value: 'all', origin: 'default' });
  });
});
