import { createHash } from 'node:crypto';

import type { ComposeVersion } from '../machine/compose.js';

/** The config-hash of every service by the recipe of reference 2.4; `ids` are those of the services' first containers. */
export function configHashes(config: string, version: ComposeVersion, ids: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const { services } = JSON.parse(config.replaceAll('$$', '$')) as { readonly services: Readonly<Record<string, Record<string, unknown>>> };
  return new Map(Object.entries(services).map(([name, service]) => [name, createHash('sha256').update(hashed(service, version, ids)).digest('hex')]));
}

function hashed(service: Record<string, unknown>, version: ComposeVersion, ids: ReadonlyMap<string, string>): string {
  const left = new Set(['build', 'pull_policy', 'scale', ...(version === '2.26.1' ? [] : ['depends_on', 'profiles'])]);
  const entries = Object.entries(service).filter(([key]) => !left.has(key)).map(([key, value]): [string, unknown] => [key, resolved(key, value, ids)]);
  const text = JSON.stringify(Object.fromEntries(entries));
  return text.replace(/[<>&\u2028\u2029]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function resolved(key: string, value: unknown, ids: ReadonlyMap<string, string>): unknown {
  if (key === 'deploy') return Object.fromEntries(Object.entries(value as object).filter(([name]) => name !== 'replicas'));
  if (key === 'volumes_from') return (value as string[]).map((entry) => ids.get(entry.split(':')[0] ?? '') ?? entry.replace(/^container:/, '').split(':')[0]);
  const other = typeof value === 'string' && ['network_mode', 'ipc', 'pid'].includes(key) ? /^service:(.*)$/.exec(value)?.[1] : undefined;
  return other === undefined ? value : `container:${ids.get(other) ?? ''}`;
}
