import { differs, inStep } from '../comparison.js';
import { textsOf } from '../declared.js';
import type { Attribute } from '../pair.js';

/** `links` and `external_links`: each leaves `container:alias` at the endpoints, or in HostConfig on the default bridge. */
export const links: Attribute = ({ service, container, edited }) => {
  const declared = [...textsOf(service['links']), ...textsOf(service['external_links'])].map((link) => link.split(':').at(-1) ?? link).sort();
  const endpoints = Object.values(container.NetworkSettings.Networks ?? {}).flatMap((endpoint) => endpoint?.Links ?? []);
  const found = new Set([...endpoints, ...(container.HostConfig.Links ?? [])].map((link) => link.split(/[:/]/).at(-1) ?? link));
  const field = textsOf(service['links']).length > 0 || declared.length === 0 ? 'links' : 'external_links';
  if (declared.length === 0) return edited && found.size > 0 ? [differs(field, undefined, [...found].sort().join(', '))] : [];
  const missing = declared.filter((alias) => !found.has(alias));
  return [missing.length === 0 ? inStep(field) : differs(field, missing.join(', '), undefined)];
};
