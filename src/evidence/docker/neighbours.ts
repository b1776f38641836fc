import { mentionsSpark, nameOf, networkIdsOf, projectNameOf, type ListedContainer } from './listed.js';

/** Each costs an inspect; outside drivers live in one or two. */
const MOST = 32;

export interface Neighbourhood {
  readonly chosen: readonly ListedContainer[];
  readonly leftOut: number;
}

/**
 * Running containers outside the project that name Spark or share one of its networks, those that name Spark first.
 * A network without an owner (`bridge`, `host`) makes nobody a neighbour.
 */
export function neighboursOf(project: string | undefined, listing: readonly ListedContainer[]): Neighbourhood {
  const isOurs = (container: ListedContainer) => project !== undefined && projectNameOf(container) === project;
  const shared = new Set(listing.filter(isOurs).flatMap(ownNetworkIds));
  const candidates = listing
    .filter((container) => !isOurs(container) && container.State === 'running')
    .filter((container) => mentionsSpark(container) || networkIdsOf(container).some((id) => shared.has(id)))
    .sort((a, b) => Number(mentionsSpark(b)) - Number(mentionsSpark(a)) || (nameOf(a) < nameOf(b) ? -1 : 1));
  return { chosen: candidates.slice(0, MOST), leftOut: Math.max(0, candidates.length - MOST) };
}

const PREDEFINED = new Set(['bridge', 'host', 'none']);

const ownNetworkIds = ({ NetworkSettings }: ListedContainer) =>
  Object.entries(NetworkSettings?.Networks ?? {}).flatMap(([name, network]) => (PREDEFINED.has(name) || !network?.NetworkID ? [] : [network.NetworkID]));
