import { compareTexts, compareWithDefault, unknown, type Comparison } from '../comparison.js';
import { at, flagOf, numberOf, textOf, textsOf } from '../declared.js';
import { nanosecondsOf, showNanoseconds } from '../nanoseconds.js';
import type { Attribute, Pair } from '../pair.js';
import { showWords } from '../show.js';

const SPANS = [
  ['interval', 'Interval'],
  ['timeout', 'Timeout'],
  ['start_period', 'StartPeriod'],
] as const;

/** `healthcheck`: every part that the file leaves out, or sets to nothing, is the image's (moby daemon/commit.go). */
export const healthcheck: Attribute = (pair) => {
  const declared = at(pair.service, 'healthcheck');
  const own = pair.image?.Healthcheck ?? undefined;
  const found = pair.container.Config.Healthcheck ?? undefined;
  if (declared === undefined && pair.image === undefined) return [];
  const test = showWords(declaredTest(declared));
  const retries = countText(numberOf(at(declared, 'retries')));
  return [
    ...part(pair, 'test', test, showWords(own?.Test ?? []), showWords(found?.Test ?? [])),
    ...SPANS.flatMap(([key, name]) => part(pair, key, spanText(textOf(at(declared, key))), span(own?.[name]), span(found?.[name]))),
    ...part(pair, 'retries', retries, countText(own?.Retries), countText(found?.Retries)),
    ...startInterval(declared, found?.StartInterval),
  ];
};

function part({ image }: Pair, key: string, declared: string | undefined, own: string | undefined, found: string | undefined): readonly Comparison[] {
  if (declared === undefined && image === undefined) return [unknown(`healthcheck.${key}`)];
  return compareWithDefault(`healthcheck.${key}`, declared, own, found);
}

/** `disable: true` becomes the test NONE. */
function declaredTest(declared: unknown): readonly string[] {
  return flagOf(at(declared, 'disable')) === true ? ['NONE'] : textsOf(at(declared, 'test'));
}

/** Engines before API 1.44 have none and give none back. */
function startInterval(declared: unknown, found: number | null | undefined): readonly Comparison[] {
  const text = spanText(textOf(at(declared, 'start_interval')));
  return text === undefined || found === undefined || found === null ? [] : compareTexts('healthcheck.start_interval', text, span(found));
}

function spanText(text: string | undefined): string | undefined {
  const nanos = text === undefined ? undefined : nanosecondsOf(text);
  return nanos === undefined || nanos === 0n ? undefined : showNanoseconds(nanos);
}

const span = (nanos: number | null | undefined) => (nanos === undefined || nanos === null || nanos === 0 ? undefined : showNanoseconds(nanos));
const countText = (count: number | null | undefined) => (count === undefined || count === null || count === 0 ? undefined : String(count));
