// cli-table3 draws the tables of few commands: it is kept compressed beside the bundle and unpacked when one of them asks.
// The colours that it could bring are ours (chalk), so those of its own stay out.
import { build } from 'esbuild';
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';

const FILE = 'table.cjs.br';

export function packedTable() {
  return {
    name: 'packed-table',
    setup({ onLoad, initialOptions: { outfile, outdir = dirname(outfile), absWorkingDir } }) {
      onLoad({ filter: /[\\/]node_modules[\\/]cli-table3[\\/]index\.js$/ }, async ({ path }) => {
        const { outputFiles } = await build({ absWorkingDir, entryPoints: [path], bundle: true, minify: true, write: false, format: 'cjs', platform: 'node', target: 'node20.19', external: ['@colors/colors'] });
        await writeFile(join(join(absWorkingDir, outdir), FILE), brotliCompressSync(outputFiles[0].contents));
        // `unpack` stands before the bundle: see packed.mjs.
        return { contents: 'module.exports = unpack("table");' };
      });
    },
  };
}
