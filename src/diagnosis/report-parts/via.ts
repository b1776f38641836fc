import type { Provenance, Via } from '#evidence/compose/schema.js';

/** The steps from where a value is written to what it became: `anchor common (base.yml:10)`, `variable TAG (.env:2)`. */
export const viaWords = (provenance: Provenance | undefined): string[] => (provenance?.via ?? []).map(stepWords);

function stepWords({ kind, name, place, from }: Via): string {
  const origin = place !== undefined ? ` (${place.file}:${String(place.line)})` : from === 'shell' ? ' of the shell' : from === 'default' ? ', unset: its default' : '';
  return `${kind}${name === undefined ? '' : ` ${name}`}${origin}`;
}
