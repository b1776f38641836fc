import type { DockerContainer } from '#evidence/docker/schema.js';
import type { ComposeEvidence, ComposeService } from '#evidence/compose/schema.js';

import { nameOf } from './container-names.js';
import { at, numberOf } from './declared.js';
import { found, type Found } from './finding.js';
import { createdAt, editedAt } from './history.js';
import { replicasOf } from './recreate/replicas.js';

/** A container that is not running or not healthy although the file wants it to be. */
export function stateOf(container: DockerContainer): readonly Found[] {
  const { Status, ExitCode, Health } = container.State;
  const say = (kind: 'stopped' | 'unhealthy', deployed: string, cure: Found['cure']) => [
    found(kind, { field: 'state', declared: kind === 'stopped' ? 'running' : 'healthy', deployed }, container, cure),
  ];
  switch (Status) {
    case 'running':
      // No command is known to heal an unhealthy process; its log is.
      return Health?.Status === 'unhealthy' ? say('unhealthy', 'unhealthy', 'none') : [];
    case 'restarting':
      return say('unhealthy', `restarting, exit code ${String(ExitCode ?? 0)}`, 'none');
    case 'paused':
      return say('stopped', 'paused', 'unpause');
    case 'exited':
      return isDone(container) ? [] : say('stopped', `exited, exit code ${String(ExitCode ?? 0)}`, 'up');
    default:
      return say('stopped', Status, 'up');
  }
}

/** It did its work: ended well, and nothing asked for another start. */
export function isDone({ State, HostConfig }: DockerContainer): boolean {
  const policy = HostConfig.RestartPolicy?.Name ?? '';
  return State.Status === 'exited' && (State.ExitCode ?? 0) === 0 && !['always', 'unless-stopped'].includes(policy);
}

/** What there is of a service besides the containers that could be compared. */
export interface Others {
  /** How many more there are that could not be read. */
  readonly unseen: number;
  /** Containers under its label that Compose did not make and does not see. */
  readonly foreign: () => readonly DockerContainer[];
  /** What Compose would call the service's containers. */
  readonly names: readonly string[];
}

/** More or fewer replicas than the file asks for. */
export function countOf(service: ComposeService, containers: readonly DockerContainer[], { unseen, foreign, names }: Others, project: ComposeEvidence): readonly Found[] {
  const wanted = replicasOf(service);
  const count = containers.length + unseen;
  if (count === wanted) return [];
  const field = numberOf(service['scale']) === undefined && at(service, 'deploy', 'replicas') !== undefined ? 'deploy.replicas' : 'scale';
  const texts = { field, declared: String(wanted), deployed: String(count) };
  if (count < wanted) return [short(texts, foreign(), names)];
  const edit = editedAt(project, undefined);
  const isByHand = edit !== undefined && containers.every((container) => edit <= createdAt(container));
  return [found(isByHand ? 'changed-by-hand' : 'edited-not-applied', texts, undefined, 'up')];
}

/** A container made by hand stands where Compose's own should: `up` makes a second one, and fails where the name is taken. */
function short(texts: { readonly field: string; readonly declared: string; readonly deployed: string }, foreign: readonly DockerContainer[], taken: readonly string[]): Found {
  if (foreign.length === 0) return found('missing', texts, undefined, 'up');
  const names = foreign.map(nameOf).sort().join(', ');
  const inTheWay = foreign.map(nameOf).filter((name) => taken.includes(name)).sort();
  return { ...found('changed-by-hand', { ...texts, deployed: `${texts.deployed}; ${names} not made by Compose` }, undefined, 'up'), inTheWay };
}
