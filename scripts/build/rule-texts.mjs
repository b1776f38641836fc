// The pages of the rules (why, proof, look-alikes, remedy) are read by `explain` and some formats alone. They go into a
// file of their own, compressed, so that no start reads them and the package stays small.
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import ts from 'typescript';

const TEXTS = new Set(['why', 'proof', 'lookAlikes', 'remedy']);
const FILE = 'rules.json.br';

/** Goes before the bundle: reads the texts when the first of them is asked for. */
export const RULE_TEXTS_BANNER =
  `var ruleTexts,ruleText=(id,name)=>(ruleTexts??=JSON.parse(require("node:zlib").brotliDecompressSync(require("node:fs").readFileSync(require("node:path").join(__dirname,"${FILE}")))))[id][name];`;

export function ruleTexts() {
  return {
    name: 'rule-texts',
    setup(build) {
      const texts = {};
      const { outfile, outdir = dirname(outfile) } = build.initialOptions;
      build.onLoad({ filter: /[\\/]src[\\/]rules[\\/][\w-]+[\\/][\w-]+\.ts$/ }, async ({ path }) => ({ contents: takeTexts(await readFile(path, 'utf8'), path, texts), loader: 'ts' }));
      build.onEnd(async () => {
        const sorted = Object.fromEntries(Object.entries(texts).sort(([a], [b]) => (a < b ? -1 : 1)));
        await writeFile(join(outdir, FILE), brotliCompressSync(JSON.stringify(sorted)));
      });
    },
  };
}

/** Moves the texts out of `defineRule({ id, why: '...', ... })` and leaves getters; what is no plain text stays. */
function takeTexts(source, path, texts) {
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true);
  const edits = [];
  const visit = (node) => {
    if (ts.isCallExpression(node) && node.expression.getText(file) === 'defineRule' && ts.isObjectLiteralExpression(node.arguments[0])) edits.push(...editsIn(node.arguments[0], file, texts));
    else ts.forEachChild(node, visit);
  };
  visit(file);
  return edits.reverse().reduce((text, { start, end, put }) => text.slice(0, start) + put + text.slice(end), source);
}

function editsIn(rule, file, texts) {
  const properties = rule.properties.filter((property) => ts.isPropertyAssignment(property) && ts.isStringLiteralLike(property.initializer));
  const id = properties.find(({ name }) => name.getText(file) === 'id')?.initializer.text;
  if (id === undefined) return [];
  return properties
    .filter(({ name }) => TEXTS.has(name.getText(file)))
    .map((property) => {
      const name = property.name.getText(file);
      (texts[id] ??= {})[name] = property.initializer.text;
      return { start: property.getStart(file), end: property.getEnd(), put: `get ${name}() { return ruleText(${JSON.stringify(id)}, ${JSON.stringify(name)}); }` };
    });
}
