// yaml brings ES modules for bundlers of web pages: of those esbuild leaves out what nobody uses: 15 KB.
// They differ from those for Node in the two places that are put back here.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const IN_YAML = String.raw`[\\/]node_modules[\\/]yaml[\\/]browser[\\/]dist[\\/]`;
const HERE = fileURLToPath(new URL('.', import.meta.url));
const MODULES = fileURLToPath(new URL('../../node_modules/yaml/browser/dist/index.js', import.meta.url));

const PATCHED = {
  'log.js': ['console.warn(warning)', 'process.emitWarning(warning)'],
  'schema/yaml-1.1/binary.js': ["if (typeof atob === 'function') {", "return Buffer.from(src, 'base64');\n        if (typeof atob === 'function') {"],
};

// What our code asks of it. It is made ready when the first of them is called: most files need none of it.
const CLASSES = ['Composer', 'Lexer', 'LineCounter', 'Parser'];
const FUNCTIONS = ['isAlias', 'isMap', 'isNode', 'isPair', 'isScalar', 'isSeq', 'parseDocument'];
const LATE = [
  "let made; const yaml = () => (made ??= require('yaml'));",
  ...CLASSES.map((name) => `export function ${name}(...words) { return new (yaml().${name})(...words); }`),
  ...FUNCTIONS.map((name) => `export const ${name} = (...words) => yaml().${name}(...words);`),
].join('\n');

export function slimYaml() {
  return {
    name: 'slim-yaml',
    setup(build) {
      build.onResolve({ filter: /^yaml$/ }, ({ namespace }) => ({ path: 'yaml', namespace: namespace === 'late-yaml' ? 'used-yaml' : 'late-yaml' }));
      build.onLoad({ filter: /./, namespace: 'late-yaml' }, () => ({ contents: LATE, resolveDir: HERE }));
      build.onLoad({ filter: /./, namespace: 'used-yaml' }, () => ({ contents: `export { ${[...CLASSES, ...FUNCTIONS].join(', ')} } from ${JSON.stringify(MODULES)};`, resolveDir: HERE }));
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
