/** Go's strconv: what its number parsers accept, which is neither what JavaScript's accept nor what YAML says. */

const DECIMAL = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i;
const HEXADECIMAL = /^([-+]?)0x(?:([\da-f]+)\.?([\da-f]*)|\.([\da-f]+))p([-+]?\d+)$/i;
const SPECIAL = /^([-+]?)(?:(inf|infinity)|nan)$/i;

/** A few digits and nothing else: what most numbers are, told without a pattern. */
export function isShortCount(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) < 0x30 || text.charCodeAt(at) > 0x39) return false;
  return text !== '' && text.length <= 15;
}

/** strconv.ParseFloat(text, 64); undefined where it reports an error, out of range included. */
export function parseGoFloat(text: string): number | undefined {
  if (isShortCount(text)) return Number(text);
  const special = SPECIAL.exec(text);
  if (special) {
    if (special[2] !== undefined) return special[1] === '-' ? -Infinity : Infinity;
    return special[1] === '' ? Number.NaN : undefined;
  }
  const plain = withoutUnderscores(text);
  if (plain === undefined) return undefined;
  const value = DECIMAL.test(plain) ? Number(plain) : hexadecimal(plain);
  return value !== undefined && Number.isFinite(value) ? value : undefined;
}

/** Underscores separate digits, or a base prefix from the digits, and nothing else. */
function withoutUnderscores(text: string): string | undefined {
  if (!text.includes('_')) return text;
  const hex = /^[-+]?0x/i.test(text);
  const separates = hex ? /(?<=[\da-f]|^[-+]?0x)_(?=[\da-f])/gi : /(?<=\d)_(?=\d)/g;
  const plain = text.replace(separates, '');
  return plain.includes('_') ? undefined : plain;
}

/** A mantissa of up to 13 hexadecimal digits is exact; beyond, the last bit may differ from Go's. */
function hexadecimal(text: string): number | undefined {
  const match = HEXADECIMAL.exec(text);
  if (!match) return undefined;
  const [, sign, whole = '', fraction = '', bare = '', exponent = '0'] = match;
  const digits = whole + fraction + bare;
  const scale = Number(exponent) - 4 * (fraction.length + bare.length);
  const mantissa = Number(BigInt(`0x${digits}`));
  if (mantissa === 0) return sign === '-' ? -0 : 0;
  const half = Math.trunc(scale / 2);
  return (sign === '-' ? -1 : 1) * mantissa * 2 ** half * 2 ** (scale - half);
}

const INTEGER = /^([-+]?)(?:0x([\da-f]+)|0b([01]+)|0o([0-7]+)|0([0-7]+)|(0|[1-9]\d*))$/i;

/** More digits than 64 bits have, even in base 2: no need to count them out. */
const MOST_DIGITS = 64;
const LARGEST = 2n ** 64n - 1n;
const LARGEST_SIGNED = 2n ** 63n - 1n;

/**
 * strconv.ParseInt(text, 0, 64), else ParseUint: prefixes 0x, 0b, 0o and a bare 0 (octal), no
 * underscores (the caller takes them out); undefined where both report an error.
 */
export function parseGoInteger(text: string): bigint | undefined {
  const match = INTEGER.exec(text);
  if (!match) return undefined;
  const [, sign, hex, binary, octal, bareOctal, decimal] = match;
  const digits = (hex ?? binary ?? octal ?? bareOctal ?? decimal ?? '').replace(/^0+(?=.)/, '');
  if (digits.length > MOST_DIGITS) return undefined;
  const prefix = hex !== undefined ? '0x' : binary !== undefined ? '0b' : decimal !== undefined ? '' : '0o';
  const magnitude = BigInt(prefix + digits);
  if (sign === '-') return magnitude <= LARGEST_SIGNED + 1n ? -magnitude : undefined;
  return magnitude <= (sign === '+' ? LARGEST_SIGNED : LARGEST) ? magnitude : undefined;
}
