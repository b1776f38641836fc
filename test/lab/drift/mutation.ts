/** A service before and after one edit, in the words of a compose file. */
export interface Mutation {
  readonly name: string;
  readonly before: Spec;
  readonly after: Spec;
  /** The fields that the comparison has to name, and no other; none where nothing that means anything was changed. */
  readonly fields: readonly string[];
}

export type Spec = Readonly<Record<string, unknown>>;

/** `fields`: one name, or several in one text with blanks between; "" where the edit means nothing. */
export const mutation = (name: string, before: Spec, after: Spec, fields: string): Mutation => ({
  name,
  before,
  after,
  fields: fields.split(' ').filter((field) => field !== ''),
});

/** An attribute that is put in, changed and taken out again: three edits that all name it. */
export function threeWays(key: string, first: unknown, second: unknown, field = key): readonly Mutation[] {
  return [
    mutation(`${key} put in`, {}, { [key]: first }, field),
    mutation(`${key} changed`, { [key]: first }, { [key]: second }, field),
    mutation(`${key} taken out`, { [key]: first }, {}, field),
  ];
}
