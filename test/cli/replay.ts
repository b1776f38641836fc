import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { run } from '#cli/run.js';
import type { Report } from '#diagnosis/report.js';

import { startFakeEngine } from '../fakes/docker-engine.js';
import { json, page, RECORDINGS, serveSparkUi } from '../fakes/spark-ui.js';

export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Replay {
  /** `3.5.3/02-founding`. */
  readonly situation: string;
  /** Folder of the master's replies; undefined: no master answers. */
  readonly master?: string | undefined;
  readonly argv?: readonly string[];
}

/** The whole line on a recorded situation: a fake engine and a fake master on real sockets, our own sensors. */
export async function replay({ situation, master = 'master', argv = [] }: Replay): Promise<Outcome & { readonly report: Report; readonly methods: ReadonlySet<string> }> {
  const folder = join(RECORDINGS, situation);
  const engine = await startFakeEngine({ recording: situation, listen: 'tcp' });
  const replies = join(folder, master);
  await using ui = await serveSparkUi((path, query) => {
    if (!existsSync(join(replies, 'json.json'))) return undefined;
    if (path === '/json/') return json(readFileSync(join(replies, 'json.json'), 'utf8'));
    const application = join(replies, `app-${query.get('appId') ?? ''}.html`);
    return path === '/app/' && existsSync(application) ? page(readFileSync(application, 'utf8')) : undefined;
  });
  const project = projectOf(folder);
  const args = ['-H', engine.host, '-f', join(folder, 'project', 'docker-compose.yml'), '--project-directory', project.folder, '-p', project.name];
  try {
    const outcome = await invoke(['check', ...args, '--format', 'json', '--timeout', '20', '--master', ui.url, ...argv], { env: { SPARK_VERSION: situation.split('/')[0] ?? '' } });
    const methods = new Set([...engine.requests.map(({ method }) => method), ...ui.requests.map((request) => request.split(' ')[0] ?? '')]);
    return { ...outcome, report: JSON.parse(outcome.stdout) as Report, methods };
  } finally {
    await engine.close();
  }
}

/** Recordings ran in /srv/NAME; the labels of their containers say so. */
function projectOf(folder: string): { readonly name: string; readonly folder: string } {
  const [first = ''] = readdirSync(join(folder, 'docker')).filter((name) => /^container-.*[.]json$/.test(name));
  const { Config } = JSON.parse(readFileSync(join(folder, 'docker', first), 'utf8')) as { Config: { Labels: Record<string, string> } };
  return { name: Config.Labels['com.docker.compose.project'] ?? '', folder: Config.Labels['com.docker.compose.project.working_dir'] ?? '' };
}

/** A command line in a process of our own making. */
export async function invoke(argv: readonly string[], more: { readonly cwd?: string; readonly env?: Readonly<Record<string, string>> } = {}): Promise<Outcome> {
  let [stdout, stderr] = ['', ''];
  const code = await run(argv, {
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
    env: { SPARK_VERSION: '3.5.3', HOME: '/nowhere', ...more.env },
    cwd: more.cwd ?? '/',
    home: '/nowhere',
    now: () => new Date('2026-11-22T20:36:20.000Z'),
    readFile: (path) => readFileSync(path, 'utf8'),
    writeFile: () => undefined,
    appendFile: () => undefined,
    readStdin: () => '',
    readBuiltIn: (name) => readFileSync(join(import.meta.dirname, '../../fixtures', name), 'utf8'),
    runId: () => '5a17',
  });
  return { code, stdout, stderr };
}
