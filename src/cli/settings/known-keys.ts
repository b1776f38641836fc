import type * as z from 'zod/mini';

/** The keys that a schema knows at a path, for suggestions; none where it takes any key or no map. */
export function knownKeys(schema: z.core.$ZodType, path: readonly PropertyKey[]): readonly string[] {
  // Every schema is one of this union; the base class alone does not say so.
  const { def } = (schema as z.core.$ZodTypes)._zod;
  const [key, ...rest] = path;
  switch (def.type) {
    case 'optional':
      return knownKeys(def.innerType, path);
    case 'pipe':
      return knownKeys(def.in, path);
    case 'union':
      return def.options.flatMap((option) => knownKeys(option, path));
    case 'array':
      return key === undefined ? [] : knownKeys(def.element, rest);
    case 'record':
      return key === undefined ? [] : knownKeys(def.valueType, rest);
    case 'object': {
      if (key === undefined) return Object.keys(def.shape);
      const child = Object.hasOwn(def.shape, key) ? def.shape[String(key)] : undefined;
      return child === undefined ? [] : knownKeys(child, rest);
    }
    default:
      return [];
  }
}
