/** One attribute of the service beside what the container has. */
export type Comparison = {
  /** Path below the service in the resolved model: `command`, `environment.KEY`, `deploy.resources.limits.memory`. */
  readonly field: string;
  /** Paths that the declared value comes from, where they are not the field itself: `volumes.data.name`, `services.x.ports.2`. */
  readonly from?: readonly string[];
} & (
  | { readonly verdict: 'in-step' | 'unknown' }
  | {
      readonly verdict: 'differs';
      readonly declared: string | undefined;
      readonly deployed: string | undefined;
      /** Where the value may differ because of an edit that Compose's hash does not cover: contents of top-level sections. */
      readonly outsideHash?: boolean;
    }
);

export type Difference = Extract<Comparison, { verdict: 'differs' }>;

export const inStep = (field: string): Comparison => ({ field, verdict: 'in-step' });
export const unknown = (field: string): Comparison => ({ field, verdict: 'unknown' });
export const differs = (field: string, declared: string | undefined, deployed: string | undefined): Difference => ({
  field,
  verdict: 'differs',
  declared,
  deployed,
});

/** Two texts that are ready to show and mean the same exactly when they are the same. Nothing on either side is nothing to compare. */
export function compareTexts(field: string, declared: string | undefined, deployed: string | undefined): readonly Comparison[] {
  if (declared === undefined && deployed === undefined) return [];
  return [declared === deployed ? inStep(field) : differs(field, declared, deployed)];
}

/** As `compareTexts`; what the file does not declare is held against its default, and counts only when it differs. */
export function compareWithDefault(
  field: string,
  declared: string | undefined,
  fallback: string | undefined,
  deployed: string | undefined,
): readonly Comparison[] {
  if (declared !== undefined) return compareTexts(field, declared, deployed);
  return fallback === deployed ? [] : [differs(field, fallback, deployed)];
}

/** Lists whose order means nothing and where a repetition adds nothing. */
export function compareSets(field: string, declared: readonly string[], deployed: readonly string[]): readonly Comparison[] {
  return compareTexts(field, setText(declared), setText(deployed));
}

export function compareLists(field: string, declared: readonly string[], deployed: readonly string[]): readonly Comparison[] {
  return compareTexts(field, listText(declared), listText(deployed));
}

const setText = (items: readonly string[]) => listText([...new Set(items)].sort());
const listText = (items: readonly string[]) => (items.length === 0 ? undefined : items.join(', '));

/** Only the keys that differ in one entry each; `ignored` tells which keys of the container nobody declared and nobody misses. */
export function compareMaps(
  field: string,
  declared: ReadonlyMap<string, string>,
  deployed: ReadonlyMap<string, string>,
  ignored: (key: string, value: string) => boolean,
): readonly Comparison[] {
  const shared = [...declared].map(([key, value]) => compareTexts(`${field}.${key}`, value, deployed.get(key)));
  const extra = [...deployed].filter(([key, value]) => !declared.has(key) && !ignored(key, value));
  return [...shared.flat(), ...extra.map(([key, value]) => differs(`${field}.${key}`, undefined, value))];
}
