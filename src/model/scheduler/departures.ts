import { grantedTo, type ApplicationState, type ClusterState } from './cluster-state.js';
import type { WaitReason } from './wait-reason.js';
import { countOf } from './wait-sentence.js';
import type { Attempt } from './way-out.js';

/** Where no smaller size helps: another one ends, the last who came first; then the last two, three ... of them. */
export function* departures({ applications }: ClusterState, application: ApplicationState, reason: WaitReason): Iterable<Attempt> {
  if (reason.kind !== 'not-now') return;
  const holders = applications.filter((other) => other.name !== application.name && grantedTo(other) > 0).reverse();
  for (const holder of holders) yield ending([holder]);
  for (let count = 2; count <= Math.min(holders.length, MOST); count += 1) yield ending(holders.slice(0, count));
  // Others that wait ahead would take it all: then these have to go too.
  const ahead = applications.slice(0, applications.indexOf(application));
  yield ending([...new Set([...ahead, ...holders])]);
}

const MOST = 12;

function ending(holders: readonly ApplicationState[]): Attempt {
  const names = holders.map(({ name }) => name);
  const cores = holders.reduce((sum, holder) => sum + grantedTo(holder), 0);
  const who = names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${String(names.length - 3)} more` : names.join(' and ');
  return {
    set: { what: 'end', names },
    todo: `end ${who}, ${names.length === 1 ? 'which holds' : 'which hold'} ${countOf(cores, 'core')}`,
    restarts: names.map((leaves) => ({ leaves })),
    workers: [],
  };
}
