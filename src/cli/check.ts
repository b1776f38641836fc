import type { ExitCode } from '#diagnosis/exit-code.js';
import type { Snapshot } from '#evidence/snapshot.js';

import type { BaselineFlags } from './baseline.js';
import { UserError } from './errors.js';
import type { ExamineFlags } from './examine.js';
import type { Io } from './io.js';
import { checkServices } from './named-services.js';
import { checkOutput, writeReport, type OutputFlags } from './output.js';
import { withProgress } from './progress.js';
import { invocationOf, type ProjectFlags } from './project-options.js';
import { judgementOf } from './settings/judgement.js';
import type { Chosen } from './settings/layers.js';
import { checkSources } from './sources.js';
import { whyNot } from './why-not.js';

export interface CheckFlags extends ProjectFlags, OutputFlags, ExamineFlags, BaselineFlags {
  readonly offline?: boolean;
  readonly compare?: string;
  readonly from?: string;
  readonly master: readonly string[];
  readonly timeout: number;
  readonly sample?: number;
  readonly patient?: boolean;
  readonly chosen?: Chosen;
}

/** Rules, model and report: what looking does not need. */
const judging = () => import('./examine.js');

/** The whole line: look (or replay), judge, say. */
export async function check(services: readonly string[], flags: CheckFlags, io: Io): Promise<ExitCode> {
  checkOutput(flags);
  if ([...(flags.only ?? []), ...(flags.skip ?? [])].length > 0) (await judging()).chosenRules(flags);
  checkSources(flags);
  // Its file is parsed by schemas, which looking at files alone needs none of: a twentieth of that.
  const baseline = flags.baseline === undefined && flags.writeBaseline === undefined ? undefined : await import('./baseline.js');
  const known = baseline?.knownFindings(flags, io) ?? new Set<string>();
  const snapshot = flags.from === undefined ? await look(services, flags, io) : about(await readSnapshot(flags.from, io), services);
  checkServices(snapshot.invocation.services, snapshot);
  const mode = flags.from !== undefined ? 'snapshot' : flags.offline === true ? 'offline' : 'live';
  const before = flags.compare === undefined ? undefined : { name: flags.compare, snapshot: await otherFile(flags.compare, flags, io) };
  const judgement = await judgementOf(flags, snapshot);
  const { examine } = await judging();
  const judge = (fingerprints: ReadonlySet<string>) => examine(snapshot, { ...flags, ...judgement, known: fingerprints }, mode, before);
  const report = judge(known);
  baseline?.writeBaseline(report, flags, io);
  // What was written down is known from now on.
  const final = flags.writeBaseline === undefined ? report : judge(new Set([...known, ...report.findings.map(({ fingerprint }) => fingerprint)]));
  await writeReport(final, flags, io);
  return final.exitCode as ExitCode;
}

const about = (snapshot: Snapshot, services: readonly string[]): Snapshot =>
  services.length === 0 ? snapshot : { ...snapshot, invocation: { ...snapshot.invocation, services } };

/** The same project out of another file, read offline: what a pull request is compared with. */
async function otherFile(file: string, flags: CheckFlags, io: Io): Promise<Snapshot> {
  if (flags.offline !== true) throw new UserError('--compare goes with --offline');
  const { collectSnapshot } = await import('./collect.js');
  return collectSnapshot(invocationOf({ ...flags, file: [file] }, [], true, io.cwd), flags, io);
}

async function look(services: readonly string[], flags: CheckFlags, io: Io): Promise<Snapshot> {
  const { collectSnapshot } = await import('./collect.js');
  return withProgress(io, 'looking at files, containers and Spark', collectSnapshot(invocationOf(flags, services, flags.offline === true, io.cwd), flags, io));
}

/** @throws UserError for a file that is not there or is no snapshot. */
export async function readSnapshot(path: string, io: Io): Promise<Snapshot> {
  // Schemas of all sources, which looking does not need: 28 ms of a start.
  const { parseSnapshot, SnapshotError } = await import('#evidence/snapshot-file.js');
  try {
    return parseSnapshot(path === '-' ? io.readStdin() : io.readFile(path));
  } catch (error) {
    if (error instanceof SnapshotError) throw new UserError(`${path}: ${error.message}`, { hint: 'k2doctor snapshot > FILE makes one' });
    throw new UserError(`the snapshot ${path} cannot be read: ${whyNot(error)}`, { cause: error });
  }
}
