// Parts that few runs use, each a bundle of its own, compressed: formats that are asked for by name, and dockerode's
// transport, which only remote engines need. They share no class with the main bundle: what crosses is plain data and functions.
import { build as bundle } from 'esbuild';
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';

const PACKS = {
  formats: { folder: 'src/reporters', modules: ['github', 'gitlab', 'html', 'junit', 'markdown', 'prometheus', 'sarif'], importer: /[\\/]reporters[\\/]index\.ts$/, exported: 'default' },
  modem: { folder: 'src/evidence/docker/connect', modules: ['modem/sensor'], importer: /[\\/]docker[\\/]connect[\\/]sensor\.ts$/, exported: 'modemDial' },
};

/** Goes before the bundle: unpacks a part when it is first used. */
export const PACKED_BANNER =
  'var unpacked={},unpack=(name)=>{if(!unpacked[name]){const m=unpacked[name]={exports:{}};require("node:vm").compileFunction(require("node:zlib").brotliDecompressSync(require("node:fs").readFileSync(require("node:path").join(__dirname,name+".cjs.br"))).toString(),["module","exports","require"])(m,m.exports,require)}return unpacked[name].exports};';

export function packed(options) {
  return {
    name: 'packed',
    setup(build) {
      const { absWorkingDir, outfile } = build.initialOptions;
      for (const [name, { folder, modules, importer, exported }] of Object.entries(PACKS)) {
        build.onResolve({ filter: new RegExp(`^\\./(${modules.join('|')})\\.js$`) }, ({ path, importer: from, kind }) =>
          kind === 'dynamic-import' && importer.test(from) ? { path: path.slice(2, -3), namespace: `packed-${name}` } : undefined,
        );
        build.onLoad({ filter: /./, namespace: `packed-${name}` }, ({ path }) => ({
          contents: exported === 'default' ? `export default unpack("${name}")[${JSON.stringify(path)}];` : `export const ${exported} = unpack("${name}")[${JSON.stringify(path)}];`,
        }));
        build.onEnd(async () => {
          const contents = modules.map((module) => `export { ${exported} as ${JSON.stringify(module)} } from './${module}.js';`).join('\n');
          const { outputFiles } = await bundle({ ...options, outfile, stdin: { contents, resolveDir: join(absWorkingDir, folder), loader: 'ts' }, write: false });
          await writeFile(join(dirname(outfile), `${name}.cjs.br`), brotliCompressSync(outputFiles[0].contents));
        });
      }
    },
  };
}
