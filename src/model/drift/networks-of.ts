import type { ComposeEvidence, ComposeService } from '#evidence/compose/schema.js';

import { at, flagOf, numberOf, textOf } from './declared.js';
import type { Pair } from './pair.js';

/** A network that the service joins. */
export interface ExpectedNetwork {
  readonly key: string;
  /** The name on the engine. */
  readonly name: string;
  /** The service's own settings in it. */
  readonly settings: unknown;
}

/** Highest priority first, then by key: the first is the container's main one. None where `network_mode` is set. */
export function networksOf(service: ComposeService, project: ComposeEvidence): readonly ExpectedNetwork[] {
  if (textOf(service.network_mode) !== undefined) return [];
  return Object.entries(service.networks ?? {})
    .map(([key, settings]) => ({ key, name: networkName(key, project), settings }))
    .sort((a, b) => priority(b) - priority(a) || (a.key < b.key ? -1 : 1));
}

export function networkName(key: string, { networks, name }: ComposeEvidence): string {
  return textOf(at(networks, key, 'name')) ?? (flagOf(at(networks, key, 'external')) === true ? key : `${name}_${key}`);
}

/** The container was made with a mode, where the service now joins networks. */
export function hasForeignMode({ service, container, project }: Pick<Pair, 'service' | 'container' | 'project'>): boolean {
  const mode = container.HostConfig.NetworkMode ?? '';
  const names = networksOf(service, project).map(({ name }) => name);
  return names.length > 0 && !names.includes(mode) && (MODES.has(mode) || mode.startsWith('container:'));
}

const MODES = new Set(['host', 'none', 'bridge', 'default']);

const priority = ({ settings }: ExpectedNetwork) => numberOf(at(settings, 'priority')) ?? 0;
