import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { Duplex } from 'node:stream';

import { sshArguments, type SshAddress } from './arguments.js';

const STDERR_KEPT = 2000;

/** One connection to the engine of another machine: a process of `ssh` that runs `docker system dial-stdio` there. */
export function connectSsh(address: SshAddress, env: Readonly<Record<string, string | undefined>>): Duplex {
  const child = spawn('ssh', sshArguments(address), { env, stdio: 'pipe' });
  const connection = new Duplex({
    read: () => void child.stdout.resume(),
    write: (chunk, _, done) => void child.stdin.write(chunk, done),
    final: (done) => void child.stdin.end(done),
    destroy: (error, done) => {
      child.kill();
      done(error);
    },
  });
  watch(child, connection);
  return Object.assign(connection, socketManners(child, connection));
}

/** What ssh said before it ended is the reason; so its end waits for its last words. */
function watch(child: ChildProcessWithoutNullStreams, connection: Duplex): void {
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said = (said + chunk.toString('utf8')).slice(-STDERR_KEPT)));
  child.stdout.on('data', (chunk: Buffer) => {
    if (!connection.push(chunk)) child.stdout.pause();
  });
  child.stdin.on('error', () => undefined); // Told better by the end of the process.
  child.on('error', (error) => connection.destroy(sshError(/ENOENT/.test(error.message) ? 'there is no ssh program in PATH' : error.message)));
  child.on('close', (code) => {
    if (code === 0) connection.push(null);
    else connection.destroy(sshError(`ssh failed: ${lastWords(said) || `exit code ${String(code)}`}`));
  });
}

const sshError = (message: string) => Object.assign(new Error(message), { code: 'ESSH' });

/** The last lines hold the reason, the first ones banners and warnings. */
const lastWords = (text: string) => text.trim().split(/\s*\n\s*/).slice(-2).join('; ');

/** What node:http asks of a socket beyond a stream. */
function socketManners(child: ChildProcessWithoutNullStreams, connection: Duplex) {
  const handles = [child, child.stdin, child.stdout, child.stderr] as unknown as readonly { ref(): void; unref(): void }[];
  return {
    setKeepAlive: () => connection,
    setNoDelay: () => connection,
    setTimeout: () => connection,
    ref: () => handles.forEach((handle) => handle.ref()),
    unref: () => handles.forEach((handle) => handle.unref()),
  };
}
