import { spawn } from 'node:child_process';
import { mkdir, open, readdir, readFile, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { needRootAndApt } from './packages.js';
import { ENVIRONMENT, inLab, LAB, SOCKET } from './place.js';
import { lastLines } from './run.js';

const PID_FILE = inLab('dockerd.pid');
const EXEC_ROOT = inLab('exec');
const LOG = inLab('dockerd.log');

/** Whether an engine answers at the lab's socket. A socket file alone proves nothing: a killed engine leaves it. */
export async function engineAnswers(): Promise<boolean> {
  return new Promise((resolve) => {
    const ping = request({ socketPath: SOCKET, path: '/_ping', signal: AbortSignal.timeout(10_000) }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    ping.on('error', () => resolve(false));
    ping.end();
  });
}

/** An engine at the lab's socket: the one that answers, or one started here and left running for the next time. */
export async function startEngine(): Promise<void> {
  if (await engineAnswers()) return;
  // Installing docker.io may have started one on its own, and a busy machine takes a while to bring it up.
  if ((await anyRuns('dockerd')) && (await answersWithin(30_000))) return;

  await needRootAndApt('to start a Docker engine');
  await mkdir(LAB, { recursive: true });
  // dockerd gives its containerd 15 s, which a disk read for the first time may not be fast enough for.
  const first = await launch();
  if (first === undefined) return;
  const second = await launch();
  if (second !== undefined) throw new Error(`dockerd does not answer at ${SOCKET}: ${first}\nstarted again: ${second}`);
}

/** Starts dockerd; why it does not answer, or undefined when it does. */
async function launch(): Promise<string | undefined> {
  await removeStalePidFile(PID_FILE, 'dockerd');
  await removeStalePidFile(join(EXEC_ROOT, 'containerd', 'containerd.pid'), 'containerd');
  const log = await open(LOG, 'w');
  const flags = ['--data-root', inLab('docker'), '--exec-root', EXEC_ROOT, '--pidfile', PID_FILE];
  const engine = spawn('dockerd', [...flags, '--host', `unix://${SOCKET}`], {
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
    env: ENVIRONMENT,
    cwd: '/',
  });
  let ended: string | undefined;
  engine.on('error', (error) => (ended = error.message));
  engine.on('exit', (code, signal) => (ended = `it ended (${signal ?? String(code)})`));
  engine.unref();
  await log.close();

  if (await answersWithin(120_000, () => ended !== undefined)) return undefined;
  return `${ended ?? 'not within 120 s'}\n${lastLines(await readFile(LOG, 'utf8').catch(() => ''))}`;
}

async function answersWithin(milliseconds: number, hopeless = () => false): Promise<boolean> {
  const end = performance.now() + milliseconds;
  while (performance.now() < end && !hopeless()) {
    if (await engineAnswers()) return true;
    await pause(200);
  }
  return false;
}

/**
 * Removes a pid file whose process is not the program it is about. dockerd refuses to start while the pid in its own
 * belongs to any process, and waits in vain for a containerd whose pid does (libcontainerd/supervisor, Engine 20.10):
 * after a machine's restart the numbers are given out again.
 */
async function removeStalePidFile(file: string, program: string): Promise<void> {
  const written = (await readFile(file, 'utf8').catch(() => '')).trim();
  if (!(await runs(written, program))) await rm(file, { force: true });
}

async function anyRuns(program: string): Promise<boolean> {
  const names = await readdir('/proc').catch(() => []);
  const answers = await Promise.all(names.map((name) => runs(name, program)));
  return answers.includes(true);
}

/** Whether a pid is the program's. One that has ended and was not waited for keeps its name, but no command line. */
async function runs(pid: string, program: string): Promise<boolean> {
  if (!/^\d+$/.test(pid)) return false;
  const read = (file: string) => readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => '');
  return (await read('comm')).trim() === program && (await read('cmdline')) !== '';
}
