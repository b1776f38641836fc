import { ExitCode } from '#diagnosis/exit-code.js';
import { compareProject } from '#model/drift/compare-project.js';
import { buildModel, type Model } from '#model/model.js';
import { ChangeError } from '#model/what-if/apply.js';
import { whatIf, type WhatIf } from '#model/what-if/what-if.js';

import { readSnapshot } from '../check.js';
import { collectSnapshot, type LookFlags } from '../collect.js';
import { UserError } from '../errors.js';
import type { Io } from '../io.js';
import { widthOf } from '../output-width.js';
import { invocationOf, type ProjectFlags } from '../project-options.js';
import { judgementOf } from '../settings/judgement.js';
import type { Chosen } from '../settings/layers.js';
import { parseScale, parseSet, parseWorker, type Known } from './parse-changes.js';
import { presentationOf } from './presentation.js';

export interface ProjectSimulationFlags extends ProjectFlags, LookFlags {
  readonly format: 'text' | 'json' | 'markdown';
  readonly offline?: boolean;
  readonly from?: string;
  readonly set: readonly string[];
  readonly scale: readonly string[];
  readonly addWorker: readonly string[];
  readonly recommend?: boolean;
  readonly headroom?: number;
  readonly chosen?: Chosen;
}

/** What-if on a project: as its master has it now, or as its files declare it. @throws UserError */
export async function simulateProject(flags: ProjectSimulationFlags, io: Io): Promise<ExitCode> {
  const snapshot = flags.from === undefined ? await collectSnapshot(invocationOf(flags, [], flags.offline === true, io.cwd), flags, io) : await readSnapshot(flags.from, io);
  const { settings } = await judgementOf(flags.chosen === undefined ? {} : { chosen: flags.chosen }, snapshot);
  const model = buildModel(snapshot, { joins: settings.joins }, ({ compose, docker, 'mounted-files': mountedFiles }) => (docker === undefined ? [] : compareProject({ compose, docker, mountedFiles })));
  const known = knownIn(model);
  const changes = [
    ...flags.addWorker.flatMap((text) => parseWorker(text)),
    ...flags.scale.map((text) => parseScale(text, known)),
    ...flags.set.map((text) => parseSet(text, known)),
  ];
  const headroom = flags.headroom ?? settings.thresholds.headroom;
  const outcome = playedOut(() => whatIf(model, { changes, recommend: flags.recommend === true, headroom }));
  if (outcome === undefined) throw new UserError('no master answers, and the files declare no worker: there is no cluster to simulate', { hint: 'add one with --add-worker 4c8g, or give a scenario with --cluster FILE' });
  const shown = presentationOf(model, outcome, headroom);
  const render = { json: () => import('./project-json.js'), text: () => import('./project-text.js'), markdown: () => import('./project-markdown.js') }[flags.format];
  io.stdout.write((await render()).default(shown, widthOf(io)));
  return ExitCode.Healthy;
}

function playedOut(play: () => WhatIf | undefined): WhatIf | undefined {
  try {
    return play();
  } catch (error) {
    if (error instanceof ChangeError) throw new UserError(error.message, { cause: error });
    throw error;
  }
}

function knownIn({ services, jobs, cluster }: Model): Known {
  const named = (role: string) => services.filter((service) => service.role === role || service.declared?.role === role).map(({ name }) => name);
  const outside = jobs.flatMap(({ service, label }) => (service === undefined ? [label] : []));
  const foreign = (cluster?.alive ?? []).flatMap(({ service, id }) => (service === undefined ? [id] : []));
  return { jobs: [...new Set([...named('job'), ...outside])], workers: [...new Set([...named('worker'), ...foreign])], masters: named('master') };
}
