import { appendFileSync, fstatSync, readFileSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { devNull, homedir } from 'node:os';
import { join } from 'node:path';

import { UserError } from './cli/errors.js';
import type { OutputStream } from './cli/io.js';
import { run } from './cli/run.js';
import { whyNot } from './cli/why-not.js';

/** The build makes CommonJS of this: one file that starts without the module loader. */
declare const __dirname: string;

interface Output extends OutputStream {
  /** Calls back when all that was written is out. */
  readonly flush: (then: () => void) => void;
}

/**
 * Written at once: a stream of Node's would load seven modules, a third of what reading the files takes. A terminal has
 * one all the same, and where a reader is slow and its pipe does not wait, one does the rest.
 */
function output(name: 'stdout' | 'stderr', fd: number): Output {
  let made: NodeJS.WriteStream | undefined;
  const stream = () => (made ??= process[name].on('error', (error) => {
    if (isNoTrouble(error, fd)) return;
    stderr.write(`k2doctor: ${unwritable(error).message}\n`);
    process.exit(2);
  }));
  let terminal: boolean | undefined;
  const isTerminal = () => (terminal ??= mayBeTerminal(fd) && process.getBuiltinModule('node:tty').isatty(fd));
  return {
    get isTTY() { return isTerminal(); },
    get columns() { return isTerminal() ? stream().columns : undefined; },
    write: (text) => {
      const rest = made !== undefined || isTerminal() ? text : writeNow(fd, text);
      if (rest.length > 0) stream().write(rest);
    },
    flush: (then) => {
      if (made === undefined) then();
      else made.write('', then);
    },
  };
}

/** Whether node:tty, which loads node:net, need be asked at all: no file, pipe or null device is a terminal. */
function mayBeTerminal(fd: number): boolean {
  const device = fstatSync(fd);
  if (!device.isCharacterDevice()) return false;
  // Windows gives all its devices the number 0.
  return device.rdev === 0 || device.rdev !== statSync(devNull, { throwIfNoEntry: false })?.rdev;
}

/** Answers with what was not taken. */
function writeNow(fd: number, text: string): Uint8Array {
  let rest: Uint8Array = Buffer.from(text);
  try {
    while (rest.length > 0) rest = rest.subarray(writeSync(fd, rest));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EAGAIN') return rest;
    if (!isNoTrouble(error, fd)) throw unwritable(error);
    return new Uint8Array();
  }
  return rest;
}

/** A reader that went away (`| head`) is no error; and where standard error cannot be written, nobody can be told. */
const isNoTrouble = (error: unknown, fd: number): boolean => fd === 2 || (error as NodeJS.ErrnoException).code === 'EPIPE';

const unwritable = (error: unknown) => new UserError(`standard output cannot be written: ${whyNot(error)}`);

const stdout = output('stdout', 1);
const stderr = output('stderr', 2);

process.once('SIGINT', () => process.exit(130));
process.once('SIGTERM', () => process.exit(130));

// Whoever waits for nothing at all must not look like somebody who found nothing.
process.once('beforeExit', () => {
  stderr.write('k2doctor: this is a bug in k2doctor: it ended without an answer; please report it with the command you ran\n');
  process.exit(70);
});

void run(process.argv.slice(2), {
  stdout,
  stderr,
  env: process.env,
  cwd: process.cwd(),
  home: homedir(),
  now: () => new Date(),
  readFile: (path) => readFileSync(path, 'utf8'),
  writeFile: (path, text) => writeFileSync(path, text),
  appendFile: (path, text) => appendFileSync(path, text),
  readStdin: () => readFileSync(0, 'utf8'),
  readBuiltIn: (name) => process.getBuiltinModule('node:zlib').brotliDecompressSync(readFileSync(join(__dirname, `${name}.br`))).toString('utf8'),
  runId: () => Math.floor(Math.random() * 0x10000).toString(16).padStart(4, '0'),
}).then((code) => {
  // At once when all that was written is out: idle connections and timers would hold the process, and its teardown.
  stdout.flush(() => { stderr.flush(() => process.exit(code)); });
});
