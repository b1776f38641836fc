// commander loads child_process for commands that are programs of their own, which we have none of: 2 ms of every start.
import { readFile } from 'node:fs/promises';

const REQUIRE = "const childProcess = require('node:child_process');";

export function slimCommander() {
  return {
    name: 'slim-commander',
    setup(build) {
      build.onLoad({ filter: /[\\/]node_modules[\\/]commander[\\/]lib[\\/]command\.js$/ }, async ({ path }) => {
        const source = await readFile(path, 'utf8');
        if (!source.includes(REQUIRE)) throw new Error('slim-commander: commander no longer requires node:child_process as expected');
        return { contents: source.replace(REQUIRE, "const childProcess = { spawn: (...words) => require('node:child_process').spawn(...words) };"), loader: 'js' };
      });
    },
  };
}
