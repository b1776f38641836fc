// commander loads child_process for commands that are programs of their own, which we have none of, and makes what
// writes help, which few runs show: 3 ms of every start.
import { readFile } from 'node:fs/promises';

const PATCHES = [
  ["const childProcess = require('node:child_process');", "const childProcess = { spawn: (...words) => require('node:child_process').spawn(...words) };"],
  ["const { Help, stripColor } = require('./help.js');", "const Help = function () { return new (require('./help.js').Help)(); };\nconst stripColor = (text) => require('./help.js').stripColor(text);"],
];
const USED = `export { Command } from './lib/command.js';\nexport { CommanderError } from './lib/error.js';\nexport { Option } from './lib/option.js';`;

export function slimCommander() {
  return {
    name: 'slim-commander',
    setup(build) {
      build.onLoad({ filter: /[\\/]node_modules[\\/]commander[\\/]lib[\\/]command\.js$/ }, async ({ path }) => {
        const source = await readFile(path, 'utf8');
        const missed = PATCHES.find(([from]) => !source.includes(from));
        if (missed !== undefined) throw new Error(`slim-commander: commander no longer says: ${missed[0]}`);
        return { contents: PATCHES.reduce((text, [from, to]) => text.replace(from, to), source), loader: 'js' };
      });
      build.onLoad({ filter: /[\\/]node_modules[\\/]commander[\\/]esm\.mjs$/ }, () => ({ contents: USED, loader: 'js' }));
    },
  };
}
