// Runs TypeScript of src/ in a script: bundled in memory, evaluated as CommonJS.
import { build } from 'esbuild';
import { createRequire } from 'node:module';

const root = new URL('..', import.meta.url).pathname;
const { version } = createRequire(import.meta.url)('../package.json');

/** What a module exports that is written as `contents`, as if it stood in the root folder. */
export async function fromSource(contents) {
  const { outputFiles } = await build({
    absWorkingDir: root,
    stdin: { contents, resolveDir: root, loader: 'ts' },
    bundle: true,
    write: false,
    format: 'cjs',
    packages: 'external',
    platform: 'node',
    define: { K2DOCTOR_VERSION: JSON.stringify(version) },
    logLevel: 'error',
  });
  const module = { exports: {} };
  new Function('module', 'exports', 'require', outputFiles[0].text)(module, module.exports, createRequire(import.meta.url));
  return module.exports;
}
