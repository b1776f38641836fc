/** What the scanner hands to the parser. `at` is the offset of its first character. */
export type Token = { readonly at: number } & (
  | { readonly kind: StructureKind }
  | { readonly kind: 'alias' | 'anchor'; readonly name: string }
  | { readonly kind: 'tag'; readonly handle: string; readonly suffix: string }
  | { readonly kind: 'version'; readonly version: string }
  | { readonly kind: 'tag-directive'; readonly handle: string; readonly prefix: string }
  /** `plain`: without quotes, so its text decides its type. */
  | { readonly kind: 'scalar'; readonly value: string; readonly plain: boolean }
);

export type StructureKind =
  | 'stream-end'
  | 'document-start'
  | 'document-end'
  | 'block-list-start'
  | 'block-map-start'
  | 'block-end'
  | 'block-entry'
  | 'flow-list-start'
  | 'flow-list-end'
  | 'flow-map-start'
  | 'flow-map-end'
  | 'flow-entry'
  | 'key'
  | 'value';
