import type { Place } from '../place.js';

/**
 * no-file: nothing was given and nothing was found. missing-file: a file that was named does not exist.
 * missing-variable: `${NAME:?...}`. too-large: beyond our limits, not Compose's. invalid: what Compose rejects.
 */
export type ComposeErrorKind = 'no-file' | 'missing-file' | 'missing-variable' | 'too-large' | 'invalid';

interface Particulars {
  readonly kind?: ComposeErrorKind;
  readonly place?: Place | undefined;
  readonly hint?: string;
}

/** The project cannot be resolved. The message is one sentence without the place. */
export class ComposeError extends Error {
  override readonly name = 'ComposeError';
  readonly kind: ComposeErrorKind;
  readonly place: Place | undefined;
  readonly hint: string | undefined;

  constructor(message: string, { kind = 'invalid', place, hint }: Particulars = {}) {
    super(message);
    this.kind = kind;
    this.place = place;
    this.hint = hint;
  }
}
