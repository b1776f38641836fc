// One bundle, so that starting costs one file. The heavy transports stay lazy: see docs/decisions.
import { build } from 'esbuild';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';

import { ascii } from './build/ascii.mjs';
import { chunks, CHUNKS_ENTRY } from './build/chunks.mjs';
import { lateCrypto } from './build/late-crypto.mjs';
import { packed, PACKED_BANNER } from './build/packed.mjs';
import { packedTable } from './build/packed-table.mjs';
import { ruleTexts, RULE_TEXTS_BANNER } from './build/rule-texts.mjs';
import { slimAxios } from './build/slim-axios.mjs';
import { slimChalk } from './build/slim-chalk.mjs';
import { slimCommander } from './build/slim-commander.mjs';
import { slimDockerode } from './build/slim-dockerode.mjs';
import { slimYaml } from './build/slim-yaml.mjs';
import { WRAPPED_BANNER, WRAPPED_FOOTER } from './build/wrapped.mjs';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
if (existsSync(new URL('../src/main.ts', import.meta.url))) {
  const common = {
    absWorkingDir: fileURLToPath(new URL('..', import.meta.url)),
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20.19',
    minify: true,
    legalComments: 'none',
    supported: { 'dynamic-import': false },
    define: { K2DOCTOR_VERSION: JSON.stringify(version) },
    logLevel: 'warning',
    outfile: 'dist/k2doctor.cjs',
  };
  const plugins = [lateCrypto(), slimAxios(), slimChalk(), slimCommander(), slimDockerode(), slimYaml(), ruleTexts(), packedTable()];
  // What is packed is written beside the bundle, and before it.
  mkdirSync(new URL('../dist', import.meta.url), { recursive: true });
  await build({
    ...common,
    entryPoints: [CHUNKS_ENTRY],
    // zod would compile a function for each schema, and each is used a few times at most: 5 ms.
    banner: { js: `${WRAPPED_BANNER}globalThis.__zod_globalConfig={jitless:true};${RULE_TEXTS_BANNER}${PACKED_BANNER}` },
    footer: { js: WRAPPED_FOOTER },
    plugins: [await chunks('src/main.ts', common, [await packed({ ...common, plugins }), ...plugins]), ascii()],
  });
  const built = (name) => new URL(`../dist/${name}`, import.meta.url);
  // The built-in incident, which only `demo` reads.
  writeFileSync(built('demo.json.br'), brotliCompressSync(JSON.stringify(JSON.parse(readFileSync(new URL('../fixtures/demo.json', import.meta.url), 'utf8')))));
  rmSync(built('demo.json'), { force: true });
}
