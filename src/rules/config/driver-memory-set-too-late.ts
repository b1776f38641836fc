import type { Job } from '#model/job.js';
import { parseSparkMemory } from '#model/spark/size.js';
import { formatBytes, type Bytes } from '#units/bytes.js';

import { defineRule, type Observation } from '../define-rule.js';
import { gathered } from '../parts/seen.js';
import { subjectOf } from '../parts/streams.js';

const KEY = 'spark.driver.memory';

export default defineRule({
  id: 'config/driver-memory-set-too-late',
  severity: 'warning',
  summary: 'spark.driver.memory was set in code, when the driver\'s JVM was already running with another heap.',
  why: `
In client mode the driver's JVM is the one that runs the program: its -Xmx is fixed before the first line of code. A value
set by SparkConf or SparkSession.builder shows in the environment page and changes nothing.`,
  proof: 'The driver\'s effective configuration beside what its command and defaults passed, and -Xmx of its process.',
  lookAlikes: 'On the command line, in spark-defaults.conf or in cluster mode the same key works.',
  remedy: 'Pass --driver-memory to spark-submit, or set it in spark-defaults.conf or PYSPARK_SUBMIT_ARGS.',
  needs: ['cluster', 'spark-drivers'],
  check: ({ jobs }) => {
    const live = jobs.filter(({ application }) => application !== undefined);
    const blind = live.filter(({ conf }) => conf === undefined);
    const unseen = live.filter((job) => job.conf?.get(KEY)?.origin === 'code' && heapOf(job) === undefined);
    const unknown = gathered(blind.map(({ label }) => label), (names) => `what ${names} sets in code: the driver did not answer`);
    return { examined: live.length - blind.length - unseen.length, observations: live.flatMap(observe), unknown: [...unknown, ...gathered(unseen.map(({ label }) => label), (names) => `the heap of ${names}: check --patient, or docker top`)] };
  },
});

function observe(job: Job): Observation[] {
  const set = job.conf?.get(KEY);
  const passed = heapOf(job);
  const asked = parseSparkMemory(set?.value ?? '');
  const isCluster = job.conf?.get('spark.submit.deployMode')?.value === 'cluster';
  if (set?.origin !== 'code' || asked === undefined || passed === undefined || asked === passed || isCluster) return [];
  return [
    {
      subject: subjectOf({ job }),
      confidence: job.process?.heap === undefined ? 'likely' : 'seen',
      message: `${job.label} sets ${KEY} ${set.value} in code, but its JVM runs with ${formatBytes(passed)}`,
      exhibits: [
        { label: `environment of the driver: ${KEY} = ${set.value}`, plane: 'requested' },
        { label: job.process?.heap === undefined ? `its command passes ${formatBytes(passed)}` : `its process has -Xmx ${formatBytes(passed)}`, plane: 'deployed' },
      ],
      remedy: { summary: `pass --driver-memory ${set.value} to spark-submit of ${job.label}`, actions: [] },
    },
  ];
}

/** -Xmx of its process, else what its command passes; what neither says may stand in a file of the image. */
function heapOf({ process, replica }: Job): Bytes | undefined {
  const told = replica?.deployed.submit?.driverMemory;
  if (process !== undefined) return process.heap;
  return told === undefined || told.origin === 'default' ? undefined : told.value;
}
