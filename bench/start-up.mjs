// What a start costs, as ratios in one run: `node -e 0`, `check --offline`, `check`, and Compose's own dry run.
//   node bench/start-up.mjs [FOLDER] [RUNS]
// FOLDER holds a docker-compose.yml; without a running engine and Compose the live rows are left out.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const folder = process.argv[2] ?? fileURLToPath(new URL('../test/lab/incidents', import.meta.url));
const runs = Number(process.argv[3] ?? 11);
const k2doctor = fileURLToPath(new URL('../bin/k2doctor.js', import.meta.url));

const candidates = {
  'node -e 0': ['node', '-e', '0'],
  'check --offline': ['node', k2doctor, 'check', '--offline', '--fail-on', 'never'],
  check: ['node', k2doctor, 'check', '--fail-on', 'never'],
  'compose --dry-run up -d': ['docker', 'compose', '--dry-run', 'up', '-d'],
};

const usable = Object.entries(candidates).filter(([name, words]) => {
  const { status } = run(words);
  if (status !== 0) console.log(`left out: ${name} (exit ${status})`);
  return status === 0;
});
const times = new Map(usable.map(([name]) => [name, []]));
for (let round = 0; round < runs; round += 1) {
  // In turns, so that a slow moment of the machine falls on all.
  for (const [name, words] of usable) {
    const started = process.hrtime.bigint();
    run(words);
    times.get(name).push(Number(process.hrtime.bigint() - started) / 1e6);
  }
}
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
for (const [name, values] of times) {
  const against = (other) => (times.has(other) ? (median(values) / median(times.get(other))).toFixed(2) : '-');
  console.log(
    `${name.padEnd(24)} median ${median(values).toFixed(0).padStart(5)} ms  best ${Math.min(...values).toFixed(0).padStart(5)} ms` +
      `  x node ${against('node -e 0')}  x compose ${against('compose --dry-run up -d')}`,
  );
}

function run([program, ...words]) {
  return spawnSync(program, words, { cwd: folder, stdio: 'ignore' });
}
