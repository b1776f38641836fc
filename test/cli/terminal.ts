import { appendFileSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import type { Io } from '#cli/io.js';
import { run } from '#cli/run.js';

/** A folder of its own with some files in it, and a terminal that stands there. */
export interface Terminal {
  readonly folder: string;
  readonly k2doctor: (...argv: readonly string[]) => Promise<Ended>;
  readonly read: (name: string) => string;
  readonly write: (name: string, text: string) => void;
  readonly [Symbol.dispose]: () => void;
}

export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface TerminalOptions {
  readonly files?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

export function openTerminal({ files = {}, env = {}, isTTY = false, columns }: TerminalOptions = {}): Terminal {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'k2doctor-')));
  const path = (name: string) => resolve(folder, name);
  const write = (name: string, text: string) => writeFileSync(path(name), text);
  for (const [name, text] of Object.entries(files)) write(name, text);
  return {
    folder,
    write,
    read: (name) => readFileSync(path(name), 'utf8'),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true }),
    async k2doctor(...argv) {
      const said = { stdout: '', stderr: '' };
      const stream = (name: keyof typeof said) => ({ isTTY, columns, write: (text: string) => (said[name] += text) });
      const io: Io = {
        stdout: stream('stdout'),
        stderr: stream('stderr'),
        env,
        cwd: folder,
        home: folder,
        now: () => new Date('2026-01-19T10:00:00.000Z'),
        readFile: (name) => readFileSync(path(name), 'utf8'),
        writeFile: (name, text) => write(name, text),
        appendFile: (name, text) => appendFileSync(path(name), text),
        readStdin: () => '',
        readBuiltIn: (name) => {
          throw new Error(`${name} comes with the build`);
        },
        runId: () => '5a17',
      };
      const code = await run(argv, io);
      return { code, ...said };
    },
  };
}
