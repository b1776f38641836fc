import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';

import { connectEngine } from '#evidence/docker/connect/sensor.js';
import { observeDocker } from '#evidence/docker/sensor.js';
import { valueOf } from '#evidence/evidence.js';
import { createRedactor } from '#evidence/redact.js';
import type { ComposeEvidence } from '#evidence/compose/schema.js';
import type { DockerEvidence } from '#evidence/docker/schema.js';
import type { Invocation } from '#evidence/snapshot.js';

import { readCompose } from '../../../src/cli/read-compose.js';
import type { Io } from '../../../src/cli/io.js';
import { ENVIRONMENT, SOCKET } from '../machine/place.js';
import type { ProjectFiles } from './project.js';

const nowhere = { write: () => true };
const never = (): never => {
  throw new Error('nothing is written');
};

/** Both sides as the program itself reads them: files resolved by us, containers as the engine has them, secrets taken out. */
export async function readBothSides(
  folder: string,
  name: string,
  env: Readonly<Record<string, string>>,
  { files, projectDirectory }: ProjectFiles,
): Promise<{ readonly compose: ComposeEvidence; readonly docker: DockerEvidence }> {
  const io: Io = {
    stdout: nowhere,
    stderr: nowhere,
    env: { ...ENVIRONMENT, PWD: folder, ...env },
    cwd: folder,
    home: homedir(),
    now: () => new Date(),
    readFile: (path) => readFileSync(path, 'utf8'),
    writeFile: never,
    appendFile: never,
    readStdin: () => '',
    readBuiltIn: never,
    runId: () => '5a17',
  };
  const invocation: Invocation = { files, projectName: name, ...(projectDirectory === undefined ? {} : { projectDirectory }), profiles: [], envFiles: [], services: [], offline: false, cwd: folder };
  const compose = await readCompose(invocation, io);
  const redactor = createRedactor(io.runId);
  const engine = connectEngine({ host: `unix://${SOCKET}`, env: {}, home: io.home, readFile: io.readFile });
  const http = { get: never };
  const context = { signal: AbortSignal.timeout(60_000), deadline: 60_000, redactor, http, engine, masters: [], env: new Map<string, string>(), now: io.now };
  try {
    const docker = valueOf(await observeDocker(context, { project: name, images: compose.images }));
    if (docker === undefined) throw new Error('the engine does not answer');
    return { compose: compose.evidence(redactor, docker), docker };
  } finally {
    engine.close();
  }
}
