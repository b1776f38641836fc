import { rules } from '#rules/index.js';
import { reporters } from '#reporters/index.js';

import { SOURCES } from '../sources.js';
import type { ArgumentWords, OptionWords } from '../command-words.js';

/** What a shell may offer for a value. */
export type Offer =
  | { readonly kind: 'words'; readonly words: readonly string[] }
  | { readonly kind: 'files' }
  | { readonly kind: 'folders' }
  /** Asked of `k2doctor config --services` when it is needed. */
  | { readonly kind: 'services' }
  | { readonly kind: 'nothing' };

export const SHELLS: readonly string[] = ['bash', 'zsh', 'fish'];

const words = (list: readonly string[]): Offer => ({ kind: 'words', words: list });

const BY_NAME: Readonly<Record<string, () => Offer>> = {
  path: () => ({ kind: 'files' }),
  file: () => ({ kind: 'files' }),
  snapshot: () => ({ kind: 'files' }),
  report: () => ({ kind: 'files' }),
  dir: () => ({ kind: 'folders' }),
  service: () => ({ kind: 'services' }),
  shell: () => words(SHELLS),
  format: () => words(Object.keys(reporters)),
  'format=path': () => words(Object.keys(reporters).map((format) => `${format}=`)),
  rule: () => words(rules.map(({ id }) => id)),
  source: () => words(SOURCES),
};

/** What to offer behind an option; undefined for a switch. */
export function offerBehind({ value, choices }: OptionWords): Offer | undefined {
  if (value === undefined) return undefined;
  return choices.length > 0 ? words(choices) : offerNamed(value);
}

export const offerFor = ({ name }: ArgumentWords): Offer => offerNamed(name);

const offerNamed = (name: string): Offer => (Object.hasOwn(BY_NAME, name) ? BY_NAME[name]?.() : undefined) ?? { kind: 'nothing' };
