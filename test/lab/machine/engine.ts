import { spawn } from 'node:child_process';
import { mkdir, open, readdir, readFile, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

import { needRootAndApt } from './packages.js';
import { ENVIRONMENT, inLab, LAB, SOCKET } from './place.js';
import { lastLines } from './run.js';

const PID_FILE = inLab('dockerd.pid');
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
  if ((await engineProcess()) !== undefined && (await answersWithin(30_000))) return;

  await needRootAndApt('to start a Docker engine');
  await removeStalePidFile();
  await mkdir(LAB, { recursive: true });
  const log = await open(LOG, 'w');
  const flags = ['--data-root', inLab('docker'), '--exec-root', inLab('exec'), '--pidfile', PID_FILE];
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

  if (await answersWithin(120_000, () => ended !== undefined)) return;
  const tail = lastLines(await readFile(LOG, 'utf8').catch(() => ''));
  throw new Error(`dockerd does not answer at ${SOCKET}: ${ended ?? 'not within 120 s'}\n${tail}`);
}

async function answersWithin(milliseconds: number, hopeless = () => false): Promise<boolean> {
  const end = performance.now() + milliseconds;
  while (performance.now() < end && !hopeless()) {
    if (await engineAnswers()) return true;
    await pause(200);
  }
  return false;
}

/** dockerd refuses to start while the pid in its file belongs to any process, also to one that got the number since. */
async function removeStalePidFile(): Promise<void> {
  const running = await engineProcess();
  const written = Number(await readFile(PID_FILE, 'utf8').catch(() => ''));
  if (running === undefined || running !== written) await rm(PID_FILE, { force: true });
}

async function engineProcess(): Promise<number | undefined> {
  const pids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
  const names = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '')));
  const at = names.findIndex((name) => name.trim() === 'dockerd');
  return at === -1 ? undefined : Number(pids[at]);
}
