// How long the port of Spark's Master takes, and whether the time grows with the work or with its square.
// Processor time of this process: on a busy machine the clock on the wall says nothing.
import { spawnSync } from 'node:child_process';

import { build } from 'esbuild';

const ENTRY = `
  export { answerOf } from '#model/scheduler/answer.js';
  export { play } from '#model/scheduler/play.js';
  export { scenarioSchema } from '#model/scheduler/scenario.js';
  export { scaleScenario } from './test/scheduler/scale-scenario.js';
`;

const root = new URL('..', import.meta.url).pathname;
const bundle = await build({
  stdin: { contents: ENTRY, resolveDir: root, loader: 'ts' },
  bundle: true,
  write: false,
  format: 'esm',
  platform: 'node',
  tsconfig: `${root}tsconfig.json`,
});
const [file] = bundle.outputFiles;
const { answerOf, play, scaleScenario, scenarioSchema } = await import(`data:text/javascript;base64,${Buffer.from(file.contents).toString('base64')}`);

const RUNS = 5;
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

function timed(work) {
  const before = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(before);
  return { result, milliseconds: (user + system) / 1000 };
}

function measure(version, workers, applications) {
  const steps = { read: [], play: [], explain: [] };
  let state;
  for (let run = 0; run < RUNS; run += 1) {
    const read = timed(() => scenarioSchema.parse(scaleScenario(workers, applications, version)));
    const played = timed(() => play(read.result));
    const explained = timed(() => answerOf('', played.result));
    steps.read.push(read.milliseconds);
    steps.play.push(played.milliseconds);
    steps.explain.push(explained.milliseconds);
    state = played.result.state;
  }
  const running = state.applications.filter((application) => application.state === 'RUNNING').length;
  const cells = Object.entries(steps).map(([step, values]) => `${step} ${median(values).toFixed(0).padStart(5)} ms`);
  console.log(`${version}  ${String(workers).padStart(5)} x ${String(applications).padEnd(6)}  ${cells.join('   ')}   ${running} RUNNING`);
}

/**
 * Spark's own Master in the same run, where its jars and the harness around them are: SPARK_JARS names the one folder,
 * SPARK_HARNESS the script that drives it (`run.sh JARS time WORKERS APPLICATIONS`).
 */
function measureSpark(workers, applications) {
  const { SPARK_JARS: jars, SPARK_HARNESS: harness } = process.env;
  if (jars === undefined || harness === undefined) return;
  const { stdout, status } = spawnSync(harness, [jars, 'time', String(workers), String(applications)], { encoding: 'utf8' });
  console.log(status === 0 ? `${stdout.trimEnd()}\n` : `Spark's own Master could not be timed (exit ${status})\n`);
}

console.log(`processor time, median of ${RUNS}; Spark's own pass over 1,000 x 10,000, measured apart: 64,315 ms (3.5.3), 22,914 ms (4.0.1)`);
if (process.argv.includes('--spark')) measureSpark(1_000, 10_000);
for (const version of ['3.5.3', '4.0.1']) {
  for (const [workers, applications] of [[100, 1_000], [200, 2_000], [1_000, 10_000], [2_000, 20_000], [4_000, 40_000]]) {
    measure(version, workers, applications);
  }
}
