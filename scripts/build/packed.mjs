// Builds the parts of parts.mjs. A part holds no copy of what the bundle has: it is handed that when it is unpacked, so
// classes and state are one. The bundle in turn keeps for a part just the names that the part asks for.
import { build as bundle, transform } from 'esbuild';
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';

import { handOver } from './hand-over.mjs';
import { PARTS } from './parts.mjs';

/** Goes before the bundle: unpacks a part when it is first used. */
export const PACKED_BANNER =
  'var unpacked={},unpack=(name,names)=>{if(!unpacked[name]){const m=unpacked[name]={exports:{}};require("node:vm").compileFunction(require("node:zlib").brotliDecompressSync(require("node:fs").readFileSync(require("node:path").join(__dirname,name+".cjs.br"))).toString(),["module","exports","require","bundle"])(m,m.exports,require,names?.())}return unpacked[name].exports};';

/** Writes the parts beside the bundle. @returns the plugin that leaves them out of it */
export async function packed({ plugins, ...common }) {
  const { absWorkingDir, outfile } = common;
  const options = { ...common, write: false, metafile: true };
  const { metafile } = await bundle({ ...options, entryPoints: ['src/main.ts'], plugins: [leaveOut(absWorkingDir, {}), ...plugins] });
  const kept = Object.entries(Object.values(metafile.outputs)[0].inputs).filter(([path, { bytesInOutput }]) => bytesInOutput > 0 && !Object.values(PARTS).flat().includes(path));
  const inBundle = new Set(kept.map(([path]) => join(absWorkingDir, path)));
  const wanted = {};
  for (const [name, modules] of Object.entries(PARTS)) {
    const contents = modules.map((path, at) => `export * as ${moduleName(at)} from './${path}';`).join('\n');
    const stdin = { contents, resolveDir: absWorkingDir, loader: 'ts' };
    const { outputFiles } = await bundle({ ...options, stdin, format: 'esm', minify: false, plugins: [ofBundle(inBundle), ...plugins] });
    const { code, names } = handOver(outputFiles[0].text);
    wanted[name] = names;
    const small = await transform(code, { format: 'cjs', platform: 'node', target: options.target, minify: true, legalComments: 'none' });
    await writeFile(join(dirname(join(absWorkingDir, outfile)), `${name}.cjs.br`), brotliCompressSync(small.code));
  }
  return leaveOut(absWorkingDir, wanted);
}

const moduleName = (at) => `m${at}`;

/** In the bundle: instead of a part's modules, what unpacks it. */
function leaveOut(root, wanted) {
  const partOf = new Map(Object.entries(PARTS).flatMap(([part, modules]) => modules.map((path, at) => [join(root, path), { part, at }])));
  return {
    name: 'leave-out-parts',
    setup(build) {
      build.onLoad({ filter: /[\\/]src[\\/].*\.ts$/ }, async ({ path }) => {
        const { part, at } = partOf.get(path) ?? {};
        if (part === undefined) return undefined;
        const exported = (await exportsOf(path)).map((name) => (name === 'default' ? `export default m.default;` : `export const ${name} = m.${name};`));
        return { contents: `import { names } from 'for-part:${part}';\nconst m = unpack(${JSON.stringify(part)}, names).${moduleName(at)};\n${exported.join('\n')}`, loader: 'js' };
      });
      build.onResolve({ filter: /^for-part:/ }, ({ path }) => ({ path: path.slice('for-part:'.length), namespace: 'for-part' }));
      build.onLoad({ filter: /./, namespace: 'for-part' }, ({ path }) => ({
        contents: namesFor(wanted[path] ?? []),
        resolveDir: root,
        loader: 'js',
      }));
    },
  };
}

/** One function, and not a namespace: esbuild makes a getter for each name of that, at every start. */
function namesFor(wanted) {
  const imports = [...new Set(wanted.map(({ module }) => module))].map((module) => {
    const names = wanted.filter((one) => one.module === module).map(({ name, as }) => `${name} as ${as}`);
    return `import { ${names.join(', ')} } from ${JSON.stringify(module)};`;
  });
  return `${imports.join('\n')}\nexport const names = () => ({ ${wanted.map(({ as }) => as).join(', ')} });`;
}

/** In a part: modules of the bundle are not taken along. */
function ofBundle(inBundle) {
  const ASKED = Symbol('asked');
  return {
    name: 'of-bundle',
    setup(build) {
      build.onResolve({ filter: /./ }, async ({ path, pluginData, ...where }) => {
        if (pluginData === ASKED || !['import-statement', 'dynamic-import'].includes(where.kind)) return undefined;
        const found = await build.resolve(path, { ...where, pluginData: ASKED });
        if (!inBundle.has(found.path)) return undefined;
        return where.kind === 'import-statement' ? { path: `bundle:${found.path}`, external: true } : { path: found.path, namespace: 'bundle-later' };
      });
      build.onLoad({ filter: /./, namespace: 'bundle-later' }, async ({ path }) => ({ contents: `export { ${(await exportsOf(path)).join(', ')} } from ${JSON.stringify(path)};`, resolveDir: '/' }));
    },
  };
}

async function exportsOf(path) {
  const { metafile } = await bundle({ entryPoints: [path], format: 'esm', write: false, metafile: true });
  return Object.values(metafile.outputs)[0].exports;
}
