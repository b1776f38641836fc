import { expect, test } from 'vitest';

import { parseProperties } from '#evidence/mounted-files/spark-defaults.js';

test('keys and values are split by blanks, = or :, and comments are passed over', () => {
  const text = '# all of it\nspark.cores.max  4\nspark.executor.memory=2g\n\n! old\nspark.app.name: My App  \n';

  expect(parseProperties(text)).toEqual([
    { key: 'spark.cores.max', value: '4', line: 2 },
    { key: 'spark.executor.memory', value: '2g', line: 3 },
    { key: 'spark.app.name', value: 'My App', line: 6 },
  ]);
});

test('a backslash at the end continues the line', () => {
  expect(parseProperties('spark.jars a.jar,\\\n  b.jar\nspark.x 1')).toEqual([
    { key: 'spark.jars', value: 'a.jar,b.jar', line: 1 },
    { key: 'spark.x', value: '1', line: 3 },
  ]);
});

test('a key without a value is empty, not lost', () => {
  expect(parseProperties('spark.executor.extraJavaOptions')).toEqual([{ key: 'spark.executor.extraJavaOptions', value: '', line: 1 }]);
});
