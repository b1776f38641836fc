// One bundle, so that starting costs one file. The heavy transports stay lazy: see docs/decisions.
import { build } from 'esbuild';
import { copyFileSync, existsSync, readFileSync } from 'node:fs';

import { slimAxios } from './build/slim-axios.mjs';
import { slimDockerode } from './build/slim-dockerode.mjs';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
if (existsSync(new URL('../src/main.ts', import.meta.url))) {
  await build({
    absWorkingDir: new URL('..', import.meta.url).pathname,
    entryPoints: ['src/main.ts'],
    outfile: 'dist/k2doctor.cjs',
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20.19',
    minify: true,
    legalComments: 'none',
    supported: { 'dynamic-import': false },
    define: { K2DOCTOR_VERSION: JSON.stringify(version) },
    plugins: [slimAxios(), slimDockerode()],
    logLevel: 'warning',
  });
  copyFileSync(new URL('../fixtures/demo.json', import.meta.url), new URL('../dist/demo.json', import.meta.url));
}
