import { clip } from './clip.js';
import { formatGoFloat } from './go-float-text.js';
import { isShortCount, parseGoFloat, parseGoInteger } from './go-number.js';
import { isGoTimestamp } from './go-timestamp.js';
import { decodeGoUtf8 } from './go-utf8.js';

export { formatGoFloat } from './go-float-text.js';

/** What a YAML scalar is to Compose. `text` is what Go's `%v` prints, a timestamp's the text in the file. */
export type GoScalar =
  | { readonly kind: 'null' }
  | { readonly kind: 'bool'; readonly value: boolean }
  /** A bigint only beyond 2^53. */
  | { readonly kind: 'int'; readonly value: bigint | number; readonly text: string }
  | { readonly kind: 'float'; readonly value: number; readonly text: string }
  | { readonly kind: 'string'; readonly value: string }
  /** Compose 2.40 refuses these everywhere its schema looks; 2.26 printed "2020-01-01 00:00:00 +0000 UTC". */
  | { readonly kind: 'timestamp'; readonly text: string };

/** A value that is not of the type its tag claims. */
export class ScalarTagError extends Error {
  override readonly name = 'ScalarTagError';
}

const NULL: GoScalar = { kind: 'null' };
const NAMED = new Map<string, GoScalar>([
  ...['', '~', 'null', 'Null', 'NULL'].map((text) => [text, NULL] as const),
  ...['true', 'True', 'TRUE'].map((text) => [text, { kind: 'bool', value: true }] as const),
  ...['false', 'False', 'FALSE'].map((text) => [text, { kind: 'bool', value: false }] as const),
  ...['.nan', '.NaN', '.NAN'].map((text) => [text, float(Number.NaN)] as const),
  ...['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'].map((text) => [text, float(Infinity)] as const),
  ...['-.inf', '-.Inf', '-.INF'].map((text) => [text, float(-Infinity)] as const),
]);
const YAML_FLOAT = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/;
/** No number of any kind holds one of these: one pattern instead of three. */
const NOT_NUMERIC = /[^\da-fA-FxXoO_.+-]/;
/** `0b-11` is -3: a sign behind the prefix, an accident of go-yaml. */
const PREFIX_BEFORE_SIGN = /^(0[bo])([-+])(\d+)$/;

/**
 * What an unquoted scalar means, from go-yaml v3.0.4, resolve.go: the core of YAML 1.2, with the
 * octals, underscores and binary numbers of 1.1, but without its yes and no.
 */
export function resolvePlainScalar(text: string): GoScalar {
  return resolveUntyped(text, true);
}

/** `!!int`, `!!float`, ... with the text behind the tag, quoted or not; an unknown tag makes a string. Throws ScalarTagError. */
export function resolveTagged(tag: string, text: string): GoScalar {
  const short = tag.replace(/^tag:yaml\.org,2002:/, '!!');
  switch (short) {
    case '':
    case '!':
      return resolvePlainScalar(text);
    case '!!binary':
      return { kind: 'string', value: decodeBinary(text) };
    case '!!null':
    case '!!bool':
    case '!!int':
    case '!!float':
    case '!!timestamp':
      return claimed(short, text);
    default:
      return { kind: 'string', value: text };
  }
}

/** Go's `%v`, which is what reaches a container's environment; undefined for null. */
export function goText(scalar: GoScalar): string | undefined {
  switch (scalar.kind) {
    case 'null':
      return undefined;
    case 'bool':
      return String(scalar.value);
    case 'string':
      return scalar.value;
    default:
      return scalar.text;
  }
}

function resolveUntyped(text: string, timestamps: boolean): GoScalar {
  const named = NAMED.get(text);
  if (named) return named;
  const string: GoScalar = { kind: 'string', value: text };
  if (text.startsWith('.')) {
    const value = parseGoFloat(text);
    return value === undefined ? string : float(value);
  }
  if (!'-+0123456789'.includes(text.charAt(0))) return string;
  if (isShortCount(text) && (text === '0' || !text.startsWith('0'))) return { kind: 'int', value: Number(text), text };
  if (timestamps && text.charAt(4) === '-' && isGoTimestamp(text)) return { kind: 'timestamp', text };
  return (NOT_NUMERIC.test(text) ? undefined : numeric(text.replaceAll('_', ''))) ?? string;
}

function numeric(plain: string): GoScalar | undefined {
  const integer = parseGoInteger(plain);
  if (integer !== undefined) return int(integer);
  if (YAML_FLOAT.test(plain)) {
    const value = parseGoFloat(plain);
    if (value !== undefined) return float(value);
  }
  const [, prefix, sign, digits] = PREFIX_BEFORE_SIGN.exec(plain) ?? [];
  if (prefix === undefined) return undefined;
  const odd = parseGoInteger(`${sign ?? ''}${prefix}${digits ?? ''}`);
  return odd === undefined ? undefined : int(odd);
}

function claimed(tag: '!!null' | '!!bool' | '!!int' | '!!float' | '!!timestamp', text: string): GoScalar {
  const scalar = resolveUntyped(text, tag === '!!timestamp');
  if (`!!${scalar.kind}` === tag) return scalar;
  // An accident of go-yaml: what needs 64 bits and no sign is not made a float.
  if (tag === '!!float' && scalar.kind === 'int' && scalar.value < 2n ** 63n) return float(Number(scalar.value));
  const found = scalar.kind === 'string' ? 'str' : scalar.kind;
  throw new ScalarTagError(`cannot decode !!${found} \`${clip(text)}\` as a ${tag}`);
}

/** Go's base64 skips line breaks, wants the padding, and takes nothing else. */
function decodeBinary(text: string): string {
  const packed = text.replace(/[\r\n]/g, '');
  if (packed.length % 4 !== 0 || !/^[A-Za-z\d+/]*={0,2}$/.test(packed)) {
    throw new ScalarTagError('!!binary value contains invalid base64 data');
  }
  return decodeGoUtf8(Buffer.from(packed, 'base64'));
}

function int(value: bigint): GoScalar {
  const small = Number(value);
  return { kind: 'int', value: Number.isSafeInteger(small) ? small : value, text: value.toString() };
}

function float(value: number): GoScalar {
  return { kind: 'float', value, text: formatGoFloat(value) };
}
