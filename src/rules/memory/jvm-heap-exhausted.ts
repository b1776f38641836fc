import type { Model } from '#model/model.js';
import { bytes, formatBytes } from '#units/bytes.js';

import { defineRule, type Observation } from '../define-rule.js';
import { endedExecutors, lineIn } from '../parts/executor-end.js';
import { gathered, logOf, logsCommand, type Placed, replicasOf, service } from '../parts/seen.js';

const HEAP = /OutOfMemoryError: (Java heap space|GC overhead limit exceeded|Metaspace)/;
/** The driver's log repeats what executors report: these lines are theirs. */
const OF_EXECUTOR = /Lost task|Lost executor|executor \d+\)|ExecutorLostFailure|Exception in task/;

export default defineRule({
  id: 'memory/jvm-heap-exhausted',
  severity: 'warning',
  summary: 'A Java heap is full: the process had memory left in its container, but not in its heap.',
  why: `
\`spark.driver.memory\` and \`spark.executor.memory\` are the JVM's -Xmx. Whatever the container may use, the heap ends
there: collecting a large result fills the driver's, large partitions or a broadcast an executor's.`,
  proof: '"OutOfMemoryError: Java heap space" or "GC overhead limit exceeded" in a log; exit code 52 of an executor.',
  lookAlikes: 'A kill by the kernel leaves no Java error: `memory/container-oom-killed`, `memory/executor-sigkilled`. "Cannot allocate memory" is the container\'s limit, not the heap.',
  remedy: 'Raise --driver-memory or --executor-memory within the container\'s limit; collect less, use more and smaller partitions.',
  needs: ['docker'],
  check: (model) => {
    const placed = replicasOf(model, 'job', 'worker', 'master');
    const found = [...placed.flatMap((one) => inLog(one, model)), ...inExecutors(model)];
    return {
      examined: placed.length,
      observations: found.filter((seen, at) => found.findIndex(({ subject }) => subject.name === seen.subject.name) === at),
      unknown: gathered(placed.filter(({ service: { role }, replica }) => role === 'job' && logOf(model, replica) === undefined).map((one) => one.service.name), (names) => `the log of ${names}: ${logsCommand('SERVICE')}`),
    };
  },
});

function inLog({ service: { name, role }, replica }: Placed, model: Model): Observation[] {
  const marks = logOf(model, replica)?.marks;
  const heap = marks?.['out-of-memory'];
  const code = marks?.['exit-code']?.captures[0] === '52' ? marks['exit-code'] : undefined;
  const line = heap !== undefined && HEAP.test(heap.line) ? heap.line : code?.line;
  if (line === undefined) return [];
  const executor = role === 'job' && (line === code?.line || OF_EXECUTOR.test(line));
  return [observe(name, executor ? 'executor' : role === 'job' ? 'driver' : role, line, executor ? undefined : replica.deployed.submit?.driverMemory.value)];
}

function inExecutors(model: Model): Observation[] {
  return model.jobs.flatMap(({ application, service: own, label }): Observation[] => {
    const line = application === undefined ? undefined : lineIn(endedExecutors(application, model).stderr, HEAP);
    return line === undefined || application === undefined ? [] : [observe(own?.name ?? label, 'executor', line, application.requested.executorMemory)];
  });
}

function observe(name: string, part: string, line: string, heap: number | undefined): Observation {
  const size = heap === undefined ? '' : ` of ${formatBytes(bytes(heap))}`;
  const setting = part === 'executor' ? '--executor-memory' : part === 'driver' ? '--driver-memory' : 'SPARK_DAEMON_MEMORY';
  return {
    subject: service(name),
    message: `ran out of Java heap in its ${part === 'driver' || part === 'executor' ? part : 'daemon'}${size}; the container's limit is not involved`,
    exhibits: [{ label: `log: ${line.trim().slice(0, 300)}` }],
    remedy: { summary: `raise ${setting} of ${name}, or hold less in one ${part}`, actions: [] },
  };
}
