import { randomBytes } from 'node:crypto';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

import { run } from './cli/run.js';

/** The build makes CommonJS of this: one file that starts without the module loader. */
declare const __dirname: string;

/** A reader that went away (`| head`) is no error. */
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}
process.once('SIGINT', () => process.exit(130));
process.once('SIGTERM', () => process.exit(130));

// Whoever waits for nothing at all must not look like somebody who found nothing.
process.once('beforeExit', () => {
  process.stderr.write('k2doctor: this is a bug in k2doctor: it ended without an answer; please report it with the command you ran\n');
  process.exit(70);
});

void run(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  cwd: process.cwd(),
  home: homedir(),
  now: () => new Date(),
  readFile: (path) => readFileSync(path, 'utf8'),
  writeFile: (path, text) => writeFileSync(path, text),
  appendFile: (path, text) => appendFileSync(path, text),
  readStdin: () => readFileSync(0, 'utf8'),
  readBuiltIn: (name) => process.getBuiltinModule('node:zlib').brotliDecompressSync(readFileSync(join(__dirname, `${name}.br`))).toString('utf8'),
  salt: () => randomBytes(16).toString('hex'),
}).then((code) => {
  // At once when all that was written is out: idle connections and timers would hold the process, and its teardown.
  const { stdout, stderr } = process;
  stdout.write('', () => stderr.write('', () => process.exit(code)));
});
