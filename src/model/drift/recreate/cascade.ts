import type { ComposeService } from '#evidence/compose/schema.js';

import { at, entriesOf, textOf, textsOf } from '../declared.js';
import { isAtLeast, type ComposeVersion } from '../version.js';
import { anyOf, type Answer } from './answer.js';

/** A service as far as others hang on it. */
export interface Link {
  readonly service: ComposeService;
  /** Of the containers that stay, its dependencies left aside. */
  readonly own: Answer;
  readonly hasContainers: boolean;
  readonly version: ComposeVersion;
}

/**
 * The answer for each service, with what its dependencies do to it: until 2.29.3 whoever depends on a recreated
 * service is recreated too (`setDependentLifecycle`); in every version so is whoever shares a namespace or volumes
 * with a container that is replaced or made anew, because its hash holds the other's id.
 */
export function cascaded(links: ReadonlyMap<string, Link>): ReadonlyMap<string, Answer> {
  const answers = new Map<string, Answer>();
  const settle = (name: string, path: ReadonlySet<string>): Answer => {
    const known = answers.get(name);
    const link = links.get(name);
    if (known !== undefined || link === undefined || path.has(name)) return known ?? 'no';
    const onward = new Set([...path, name]);
    const dependencies = isAtLeast(link.version, 2, 29, 4) ? [] : dependenciesOf(link.service).map((other) => settle(other, onward));
    const parents = parentsOf(link.service).map((other) => (links.get(other)?.hasContainers === false ? 'yes' : settle(other, onward)));
    const answer = link.hasContainers ? anyOf([link.own, ...dependencies, ...parents]) : 'no';
    answers.set(name, answer);
    return answer;
  };
  for (const name of links.keys()) settle(name, new Set());
  return answers;
}

/** `depends_on`, which in the resolved model also holds what links and shared namespaces imply. */
const dependenciesOf = (service: ComposeService) => [...new Set([...entriesOf(service.depends_on).map(([name]) => name), ...parentsOf(service)])];

const MODES = ['network_mode', 'ipc', 'pid'] as const;

function parentsOf(service: ComposeService): readonly string[] {
  const modes = MODES.flatMap((key) => /^service:(.+)$/.exec(textOf(at(service, key)) ?? '')?.[1] ?? []);
  const volumes = textsOf(service['volumes_from']).map((entry) => entry.split(':')[0] ?? '').filter((name) => name !== 'container');
  return [...modes, ...volumes];
}
