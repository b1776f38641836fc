import type { ComposeEvidence, ComposeService } from '#evidence/compose/schema.js';
import type { DockerEvidence } from '#evidence/docker/schema.js';
import type { MountedFilesEvidence } from '#evidence/mounted-files/schema.js';

import { compareContainer, type ComparedContainer } from './compare-container.js';
import { containerNames, nameOf } from './container-names.js';
import type { ServiceDrift } from './drift.js';
import { found, joined, type Cure, type Found } from './finding.js';
import { imageMoved } from './image-moved.js';
import { needsRestart, newerFiles } from './mounted-file.js';
import { foreignContainers, type Observed } from './observed.js';
import { proofOf } from './proof.js';
import type { Answer } from './recreate/answer.js';
import { replicasOf } from './recreate/replicas.js';
import { remedyOf } from './remedy.js';
import { countOf, stateOf } from './state.js';

export interface Sides {
  readonly project: ComposeEvidence;
  readonly docker: DockerEvidence;
  readonly observed: Observed;
  readonly mountedFiles: MountedFilesEvidence | undefined;
}

export interface ComparedService {
  readonly name: string;
  readonly service: ComposeService;
  readonly containers: readonly ComparedContainer[];
  /** Containers of the service, by their names, that are there and could not be read. */
  readonly unseen: number;
}

export function compareService(name: string, service: ComposeService, { project, docker, observed }: Sides): ComparedService {
  const containers = (observed.get(name) ?? []).map((container) => {
    const proof = proofOf(name, container, project, observed);
    const own = container.Image === undefined || container.Image === null ? undefined : docker.images[container.Image];
    const image = own === undefined ? undefined : (own.Config ?? {});
    return compareContainer({ name, service, container, image, project, docker, observed, edited: proof !== 'unchanged' }, proof);
  });
  return { name, service, containers, unseen: unseenOf(name, service, project.name, docker) };
}

function unseenOf(name: string, service: ComposeService, project: string, { gaps }: DockerEvidence): number {
  const names = gaps.filter(({ kind, gone }) => kind === 'container' && !gone).map(({ subject }) => subject.replace(/^\//, ''));
  return names.filter((subject) => containerNames(name, service, project, /\d+$/.exec(subject)?.[0] ?? '').includes(subject)).length;
}

/** @param answer would `up -d` recreate it, dependencies included. */
export function driftOf({ name, service, containers, unseen }: ComparedService, answer: Answer, sides: Sides): ServiceDrift {
  const own = containers.map(({ pair }) => pair.container);
  const recreate = answer === 'unknown' || (unseen > 0 && answer === 'no') ? undefined : answer === 'yes';
  const taken = Array.from({ length: replicasOf(service) }, (_, at) => containerNames(name, service, sides.project.name, String(at + 1))).flat();
  const all = [
    ...containers.flatMap((compared) => attributeDrift(compared)),
    ...containers.flatMap(({ pair }) => imageMoved(pair)),
    ...own.flatMap((container) => newerFiles(container, sides.mountedFiles)),
    ...own.flatMap(stateOf),
    ...countOf(service, own, { unseen, names: taken, foreign: () => foreignContainers(name, taken, sides.docker) }, sides.project),
  ];
  const entries = recreate === true && !all.some(isReason) && !hasUnknown(containers) ? [...all, meaningless(containers)] : all;
  return {
    service: name,
    containers: own.map(nameOf),
    drift: joined(entries, own),
    recreate,
    restartNeeded: needsRestart(own, sides.mountedFiles),
    coverage: coverageOf(containers, unseen),
    remedy: remedyOf(all, recreate),
  };
}

function attributeDrift({ pair, differences, answer }: ComparedContainer): readonly Found[] {
  return differences.map(({ difference, kind, provenance }) => {
    const cure: Cure = answer === 'yes' || (answer === 'unknown' && kind !== 'changed-by-hand') ? 'up' : 'force';
    return found(kind, { ...difference, provenance }, pair.container, cure);
  });
}

/** Differences that a recreation is about; a stopped container or a mounted file is none. */
const isReason = ({ drift }: Found) => !['stopped', 'unhealthy', 'missing', 'mounted-file-newer-than-process'].includes(drift.kind);

const hasUnknown = (containers: readonly ComparedContainer[]) => containers.some(({ fields }) => [...fields.values()].includes('unknown'));

const meaningless = (containers: readonly ComparedContainer[]): Found => found('recreate-without-difference', {}, containers[0]?.pair.container, 'none');

function coverageOf(containers: readonly ComparedContainer[], unseen: number): ServiceDrift['coverage'] {
  const verdicts = new Map<string, Set<string>>();
  for (const [field, verdict] of containers.flatMap(({ fields }) => [...fields])) verdicts.set(field, (verdicts.get(field) ?? new Set()).add(verdict));
  const count = (test: (seen: ReadonlySet<string>) => boolean) => [...verdicts.values()].filter(test).length;
  const unknown = count((seen) => seen.has('unknown') && !seen.has('differs'));
  return { compared: verdicts.size - unknown, inStep: count((seen) => seen.size === 1 && seen.has('in-step')), unknown: unknown + unseen };
}
