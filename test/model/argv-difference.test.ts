import { expect, test } from 'vitest';

import { argumentChanges, describeChange } from '#model/argv-difference.js';

const words = (text: string) => text.split(' ');

test('a changed value is told by its option', () => {
  const changes = argumentChanges(words('spark-submit --total-executor-cores 2 --executor-cores 2 app.py'), words('spark-submit --total-executor-cores 1 --executor-cores 1 app.py'));

  expect(changes?.map(describeChange)).toEqual(['--total-executor-cores 2 -> 1', '--executor-cores 2 -> 1']);
});

test('--conf pairs are told by their key', () => {
  expect(argumentChanges(words('s --conf a=1 --conf b=2'), words('s --conf a=1 --conf b=3'))?.map(describeChange)).toEqual(['--conf b 2 -> 3']);
});

test('options that come and go are told as such', () => {
  expect(argumentChanges(words('s --supervise'), words('s --queue q'))?.map(describeChange)).toEqual(['--supervise removed', '--queue q added']);
});

test('an order that alone differs has no changes to list', () => {
  expect(argumentChanges(words('s --a 1 --b 2'), words('s --b 2 --a 1'))).toBeUndefined();
});
