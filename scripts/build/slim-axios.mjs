// Takes out of axios what k2doctor never uses: the adapters for browsers and its own for Node (ours is passed in),
// forms, and the touch of `globalThis.FormData` that makes Node load its whole fetch implementation at start-up.
// Measured in docs/decisions/0010-http-client.md. Fails the build where axios no longer looks as expected.
import { readFile } from 'node:fs/promises';

const IN_AXIOS = String.raw`[\\/]node_modules[\\/]axios[\\/]lib[\\/]`;

/** Modules that are replaced, by their path below axios/lib. */
const REPLACED = {
  'adapters/adapters.js': 'export default { adapters: {}, getAdapter: (adapter) => adapter };',
  'platform/node/index.js': `export default {
    isNode: true,
    classes: { URLSearchParams, FormData: undefined, Blob: null },
    protocols: ['http', 'https'],
  };`,
  'platform/node/classes/FormData.js': 'export default null;',
};

/** Expressions that are replaced inside modules that stay. */
const PATCHED = {
  'utils.js': [["typeof G.FormData !== 'undefined' ? G.FormData : undefined", 'undefined']],
};

export function slimAxios() {
  return {
    name: 'slim-axios',
    setup(build) {
      const seen = new Set();
      for (const [path, contents] of Object.entries(REPLACED)) {
        build.onLoad({ filter: fileOf(path) }, () => {
          seen.add(path);
          return { contents, loader: 'js' };
        });
      }
      for (const [path, patches] of Object.entries(PATCHED)) {
        build.onLoad({ filter: fileOf(path) }, async (file) => {
          seen.add(path);
          return { contents: patch(await readFile(file.path, 'utf8'), patches, path), loader: 'js' };
        });
      }
      build.onEnd(() => {
        const missed = [...Object.keys(REPLACED), ...Object.keys(PATCHED)].filter((path) => !seen.has(path));
        if (seen.size > 0 && missed.length > 0) return { errors: [{ text: `slim-axios: axios has no ${missed.join(', ')} any more` }] };
      });
    },
  };
}

const fileOf = (path) => new RegExp(`${IN_AXIOS}${path.replaceAll('/', String.raw`[\\/]`).replace('.js', String.raw`\.js$`)}`);

function patch(source, patches, path) {
  return patches.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`slim-axios: ${path} no longer contains: ${from}`);
    return text.replace(from, to);
  }, source);
}
