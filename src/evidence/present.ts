/** Leaves out what is undefined, so that "absent" is said by absence alone (`exactOptionalPropertyTypes`). */
export function present<T extends object>(record: T): { readonly [K in keyof T]?: Exclude<T[K], undefined> } {
  // The filter below is what makes the type true.
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
