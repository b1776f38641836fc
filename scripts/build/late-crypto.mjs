// Node loads node:crypto in 3 ms. It is loaded when the first hash is made: then the engine has been asked, and answers meanwhile.
const FUNCTIONS = ['createHash'];

export function lateCrypto() {
  return {
    name: 'late-crypto',
    setup(build) {
      build.onResolve({ filter: /^node:crypto$/ }, ({ importer, kind }) => (kind === 'import-statement' && /[\\/]src[\\/]/.test(importer) ? { path: 'crypto', namespace: 'late-crypto' } : undefined));
      build.onLoad({ filter: /./, namespace: 'late-crypto' }, () => ({
        contents: FUNCTIONS.map((name) => `export const ${name} = (...words) => require('node:crypto').${name}(...words);`).join('\n'),
      }));
    },
  };
}
