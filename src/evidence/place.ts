/** Where a value was written. Lines and columns count from 1; `file` is relative to the caller's folder when it lies below it, else absolute. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}
