import type { Provenance, Via } from '#evidence/compose/schema.js';

import { ATTRIBUTES } from './attributes.js';
import type { Comparison, Difference } from './comparison.js';
import type { DriftKind } from './drift.js';
import { kindOf } from './kind.js';
import type { Pair } from './pair.js';
import type { Proof } from './proof.js';
import { diverged } from './recreate/diverged.js';
import type { Answer } from './recreate/answer.js';
import { isTouched } from './unset-variables.js';

export interface ComparedContainer {
  readonly pair: Pair;
  readonly proof: Proof;
  readonly fields: ReadonlyMap<string, Comparison['verdict']>;
  readonly differences: readonly KnownDifference[];
  /** Would Compose replace it, its dependencies left aside? */
  readonly answer: Answer;
}

export interface KnownDifference {
  readonly difference: Difference;
  readonly kind: DriftKind;
  readonly provenance: Provenance | undefined;
}

export function compareContainer(pair: Pair, proof: Proof): ComparedContainer {
  const comparisons = ATTRIBUTES.flatMap((compare) => compare(pair)).map((comparison) => hedged(comparison, pair));
  const differences = comparisons.filter((comparison) => comparison.verdict === 'differs').map((difference) => {
    const provenance = provenanceOf(difference.field, pair);
    return { difference, kind: kindOf(difference, pair, proof, provenance), provenance };
  });
  const isHashed = ({ difference, kind }: KnownDifference) => difference.outsideHash !== true && kind !== 'changed-by-hand';
  return { pair, proof, fields: fieldsOf(comparisons), differences, answer: diverged(pair, proof, differences.some(isHashed)) };
}

/** A difference in a value that nobody can know is no difference. */
function hedged(comparison: Comparison, { name, project }: Pair): Comparison {
  if (comparison.verdict !== 'differs') return comparison;
  const paths = comparison.from ?? [`services.${name}.${comparison.field}`];
  return paths.some((path) => isTouched(path, project)) ? { field: comparison.field, verdict: 'unknown' } : comparison;
}

const WEIGHT = { 'in-step': 0, unknown: 1, differs: 2 } as const;

/** The worst that is said of a field stands. */
function fieldsOf(comparisons: readonly Comparison[]): ReadonlyMap<string, Comparison['verdict']> {
  const fields = new Map<string, Comparison['verdict']>();
  for (const { field, verdict } of comparisons) {
    const earlier = fields.get(field);
    if (earlier === undefined || WEIGHT[verdict] > WEIGHT[earlier]) fields.set(field, verdict);
  }
  return fields;
}

/** Of the field itself, else of the nearest part above it that has a place. */
export function provenanceOf(field: string, { name, project }: Pick<Pair, 'name' | 'project'>): Provenance | undefined {
  for (let path = `services.${name}.${field}`; path.length > `services.${name}`.length; path = path.slice(0, path.lastIndexOf('.'))) {
    const own = Object.hasOwn(project.provenance, path) ? project.provenance[path] : undefined;
    if (own !== undefined) return path.endsWith(`.${field}`) ? withItems(own, path, project) : own;
  }
  return project.provenance[`services.${name}`];
}

/** A list came through what its items came through: `command: [sleep, "${SECONDS}"]`. */
function withItems(own: Provenance, path: string, { provenance }: Pair['project']): Provenance {
  const items: Via[] = [];
  for (let at = 0; at < MOST_ITEMS && Object.hasOwn(provenance, `${path}.${String(at)}`); at += 1) items.push(...(provenance[`${path}.${String(at)}`]?.via ?? []));
  if (items.length === 0) return own;
  const steps = new Map([...(own.via ?? []), ...items].map((step) => [JSON.stringify(step), step]));
  return { ...own, via: [...steps.values()] };
}

const MOST_ITEMS = 200;
