// yaml brings ES modules for bundlers of web pages: of those esbuild leaves out what nobody uses: 15 KB.
// They differ from those for Node in the two places that are put back here.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const IN_YAML = String.raw`[\\/]node_modules[\\/]yaml[\\/]browser[\\/]dist[\\/]`;
const MODULES = fileURLToPath(new URL('../../node_modules/yaml/browser/dist/index.js', import.meta.url));

const PATCHED = {
  'log.js': ['console.warn(warning)', 'process.emitWarning(warning)'],
  'schema/yaml-1.1/binary.js': ["if (typeof atob === 'function') {", "return Buffer.from(src, 'base64');\n        if (typeof atob === 'function') {"],
};

export function slimYaml() {
  return {
    name: 'slim-yaml',
    setup(build) {
      build.onResolve({ filter: /^yaml$/ }, () => ({ path: MODULES }));
      for (const [file, [from, to]] of Object.entries(PATCHED)) {
        build.onLoad({ filter: new RegExp(`${IN_YAML}${file.replaceAll('/', String.raw`[\\/]`).replace('.js', String.raw`\.js$`)}`) }, async ({ path }) => {
          const source = await readFile(path, 'utf8');
          if (!source.includes(from)) throw new Error(`slim-yaml: ${file} no longer contains: ${from}`);
          return { contents: source.replace(from, to), loader: 'js' };
        });
      }
    },
  };
}
