/** What comes of one body: kept until somebody reads it, then handed over as it comes. */
export interface Body {
  readonly push: (chunk: Uint8Array) => void;
  readonly end: () => void;
  readonly fail: (error: Error) => void;
  readonly read: (take: (chunk: Uint8Array) => boolean) => Promise<boolean>;
}

type Outcome = { readonly ended: boolean } | { readonly error: Error };

/** `stop` is called when the reader has enough. */
export function createBody(stop: () => void): Body {
  const kept: Uint8Array[] = [];
  let reader: ((chunk: Uint8Array) => boolean) | undefined;
  let outcome: Outcome | undefined;
  let settle: (() => void) | undefined;

  const close = (as: Outcome) => {
    outcome ??= as;
    if (reader !== undefined) settle?.();
  };
  const hand = (chunk: Uint8Array) => {
    if (reader === undefined || reader(chunk)) return;
    outcome = { ended: false };
    settle?.();
    stop();
  };
  return {
    push: (chunk) => {
      if (reader === undefined) kept.push(chunk);
      else if (outcome === undefined) hand(chunk);
    },
    end: () => { close({ ended: true }); },
    fail: (error) => { close({ error }); },
    read: (take) =>
      new Promise((resolve, reject) => {
        reader = take;
        settle = () => {
          if (outcome === undefined) return;
          if ('error' in outcome) reject(outcome.error);
          else resolve(outcome.ended);
        };
        const before = outcome;
        for (const chunk of kept.splice(0)) {
          if (outcome !== before) break; // It has enough.
          hand(chunk);
        }
        settle();
      }),
  };
}
