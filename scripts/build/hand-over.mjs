/** Modules of the bundle that a part imports, as esbuild writes them: `import { a, b as c } from "bundle:/path";`. */
const IMPORT = /^import (?<what>[^"]+?) from "bundle:(?<module>[^"]+)";$/gm;

/**
 * Turns a part's imports from the bundle into constants taken from `bundle`, the object that it is handed.
 * @returns the code, and the names that the bundle has to hand over: `{ module, name, as }`
 */
export function handOver(text) {
  const names = new Map();
  const shortOf = (module, name) => {
    const key = `${module} ${name}`;
    if (!names.has(key)) names.set(key, { module, name, as: `n${names.size}` });
    return `bundle.${names.get(key).as}`;
  };
  const code = text.replace(IMPORT, (_, what, module) => {
    const { all, named, standard } = /^(?:\* as (?<all>\S+)|\{(?<named>[^}]*)\}|(?<standard>\w+))$/.exec(what.trim())?.groups ?? {};
    if (all !== undefined) {
      const used = [...new Set([...text.matchAll(new RegExp(String.raw`\b${all}\.(\w+)`, 'g'))].map(([, name]) => name))];
      return `const ${all} = { ${used.map((name) => `${name}: ${shortOf(module, name)}`).join(', ')} };`;
    }
    if (standard !== undefined) return `const ${standard} = ${shortOf(module, 'default')};`;
    if (named === undefined) throw new Error(`packed: cannot read: import ${what}`);
    const pairs = named.split(',').map((one) => one.trim().split(' as '));
    return pairs.map(([name, local = name]) => `const ${local} = ${shortOf(module, name)};`).join('\n');
  });
  if (/(?:from|import) ?"bundle:/.test(code)) throw new Error('packed: an import from the bundle was not handed over');
  return { code, names: [...names.values()] };
}
