import { ComposeError } from '../compose-error.js';
import { interpolate, InterpolationError, type Interpolated } from '../grammar/interpolate.js';
import { placeOf, type Origin, type VariableUse } from '../origin.js';
import { below, type PathRules } from '../path-rules.js';
import type { Environment } from '../project/environment.js';
import { textOf, type ComposeNode } from '../tree.js';
import { CASTS, type Cast } from './casts.js';
import type { ReadText } from './expand.js';

export interface Unset {
  readonly name: string;
  readonly origin: Origin;
}

/** Puts variables in and casts what their field wants as number or flag. */
export function interpolating(environment: Environment, onUnset: (unset: Unset) => void): ReadText {
  return (text, path, origin) => {
    const { value, uses } = substitute(text, environment, path, origin);
    const known = uses.map(({ name, set, usedDefault, discarded }): VariableUse => {
      const unset = !set && !usedDefault && !discarded;
      if (!set && !usedDefault) onUnset({ name, origin });
      return { name, unset, from: environment.get(name)?.from };
    });
    const placed = known.length === 0 ? origin : { ...origin, uses: known };
    const cast = path.reduce<PathRules<Cast> | undefined>(below, CASTS)?.rule;
    return cast === undefined ? textOf(value, placed) : castText(cast, value, path, placed);
  };
}

function substitute(text: string, environment: Environment, path: readonly string[], origin: Origin): Interpolated {
  try {
    return interpolate(text, (name) => environment.get(name)?.value);
  } catch (error) {
    if (!(error instanceof InterpolationError)) throw error;
    const where = path.join('.');
    const place = placeOf(origin);
    if (error.reason === 'missing-required') throw new ComposeError(`${where}: ${error.message}`, { kind: 'missing-variable', place });
    throw new ComposeError(`${where}: ${error.message}`, {
      kind: error.reason === 'too-large' ? 'too-large' : 'invalid',
      place,
      hint: 'write $$ where a dollar sign is meant',
    });
  }
}

function castText(cast: Cast, text: string, path: readonly string[], origin: Origin): ComposeNode {
  const node = cast(text, origin);
  if (node === undefined) throw new ComposeError(`${path.join('.')} cannot be ${JSON.stringify(text)}`, { place: placeOf(origin) });
  return node;
}
