// What a start costs, as ratios in one run: `node -e 0`, `check --offline`, `check`, and Compose's own dry run.
//   node bench/start-up.mjs [FOLDER] [RUNS]
// FOLDER holds a docker-compose.yml; without a running engine and Compose the live rows are left out. Wall-clock time
// counts for whoever waits; on a busy machine the processor's time tells more. Limits: `check` 1.5 x Compose's dry run,
// `check --offline` 2.5 x node, 120 MiB, a package of 1,000,000 bytes. Where NODE_EXTRA_CA_CERTS is set, Node 20 parses those
// certificates and its own before the first line of any program, 45 ms: then all is measured without it too.
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = process.argv[2] ?? fileURLToPath(new URL('../test/lab/incidents', import.meta.url));
const runs = Number(process.argv[3] ?? 11);
const k2doctor = fileURLToPath(new URL('../bin/k2doctor.js', import.meta.url));
const NODE = 'node -e 0';
const COMPOSE = 'compose --dry-run up -d';

const candidates = {
  [NODE]: ['node', '-e', '0'],
  'check --offline': ['node', k2doctor, 'check', '--offline', '--fail-on', 'never'],
  check: ['node', k2doctor, 'check', '--fail-on', 'never'],
  [COMPOSE]: ['docker', 'compose', '--dry-run', 'up', '-d'],
};

console.log(`Node ${spawnSync('node', ['--version'], { encoding: 'utf8' }).stdout.trim()}`);
const { NODE_EXTRA_CA_CERTS: certificates, ...without } = process.env;
if (certificates) {
  console.log('NODE_EXTRA_CA_CERTS set');
  await measure(process.env);
  console.log('NODE_EXTRA_CA_CERTS not set');
}
await measure(without);
const { stdout } = spawnSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: fileURLToPath(new URL('..', import.meta.url)), encoding: 'utf8' });
console.log(`package ${JSON.parse(stdout)[0].unpackedSize.toLocaleString('en')} bytes unpacked`);

async function measure(env) {
  const usable = [];
  for (const [name, words] of Object.entries(candidates)) {
    const { status } = await run(words, env);
    if (status === 0) usable.push([name, words]);
    else console.log(`left out: ${name} (exit ${status})`);
  }
  const taken = new Map(usable.map(([name]) => [name, []]));
  for (let round = 0; round < runs; round += 1) {
    // In turns, so that a slow moment of the machine falls on all.
    for (const [name, words] of usable) taken.get(name).push(await run(words, env));
  }
  const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
  const of = (name, what) => median(taken.get(name).map((one) => one[what]));
  const ratio = (name, other, what) => (taken.has(other) ? (of(name, what) / of(other, what)).toFixed(2) : '-').padStart(5);
  for (const [name, all] of taken) {
    const best = Math.min(...all.map(({ wall }) => wall));
    console.log(
      `${name.padEnd(24)} wall ${ms(of(name, 'wall'))} (best ${ms(best)}) x node ${ratio(name, NODE, 'wall')} x compose ${ratio(name, COMPOSE, 'wall')}` +
        ` | cpu ${ms(of(name, 'cpu'))} x node ${ratio(name, NODE, 'cpu')} x compose ${ratio(name, COMPOSE, 'cpu')}` +
        ` | memory ${(Math.max(...all.map(({ memory }) => memory)) / 1024).toFixed(0).padStart(4)} MiB`,
    );
  }
}

function ms(value) {
  return `${value.toFixed(0).padStart(5)} ms`;
}

/** Wall-clock and processor time in milliseconds, the highest resident memory in KiB (0 where /proc tells none). */
function run([program, ...words], env) {
  return new Promise((resolve) => {
    const started = process.hrtime.bigint();
    const before = childrenCpu();
    const child = spawn(program, words, { cwd: folder, env, stdio: 'ignore' });
    let memory = 0;
    const watch = setInterval(() => {
      memory = Math.max(memory, peakOf(child.pid));
    }, 5);
    child.on('exit', (status) => {
      clearInterval(watch);
      resolve({ status, wall: Number(process.hrtime.bigint() - started) / 1e6, cpu: childrenCpu() - before, memory });
    });
  });
}

/** Of all children that have ended, from /proc/self/stat: cutime and cstime, in hundredths of a second. */
function childrenCpu() {
  try {
    const fields = readFileSync('/proc/self/stat', 'utf8').replace(/^.*\) /s, '').split(' ');
    return (Number(fields[13]) + Number(fields[14])) * 10;
  } catch {
    return 0;
  }
}

function peakOf(pid) {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}
