import type { ComposeEvidence, ComposeService } from '#evidence/compose/schema.js';

import { at, flagOf, numberOf, textOf } from './declared.js';

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

const priority = ({ settings }: ExpectedNetwork) => numberOf(at(settings, 'priority')) ?? 0;
