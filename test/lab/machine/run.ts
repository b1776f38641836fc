import { spawn } from 'node:child_process';

import { ENVIRONMENT } from './place.js';

export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  /** Added to the lab's short environment. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Written to the program's stdin, which is then closed. */
  readonly input?: string;
  /** Milliseconds after which the program is killed; 10 minutes unless told. */
  readonly timeout?: number;
}

/** Runs a program to its end. Rejects only when it could not be started; its exit code is data. */
export async function run(program: string, args: readonly string[], options: RunOptions = {}): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...args], {
      cwd: options.cwd,
      env: { ...ENVIRONMENT, ...options.env },
      timeout: options.timeout ?? 600_000,
    });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (signal !== null) stderr.push(Buffer.from(`\nended by ${signal}`));
      resolve({ code: code ?? 128, stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString() });
    });
    // A program that ends without reading its input is no error of ours.
    child.stdin.on('error', () => undefined);
    child.stdin.end(options.input ?? '');
  });
}

/** Runs a program that has to succeed, and answers what it wrote to stdout. */
export async function must(program: string, args: readonly string[], options: RunOptions = {}): Promise<string> {
  const { code, stdout, stderr } = await run(program, args, options);
  if (code !== 0) throw new Error(`${[program, ...args].join(' ')}: exit ${code}\n${lastLines(stderr || stdout)}`);
  return stdout;
}

/** Whether the program runs here and exits with 0. */
export async function succeeds(program: string, args: readonly string[], options: RunOptions = {}): Promise<boolean> {
  return run(program, args, options).then(
    ({ code }) => code === 0,
    () => false,
  );
}

export const lastLines = (text: string, count = 15) => text.trimEnd().split('\n').slice(-count).join('\n');
