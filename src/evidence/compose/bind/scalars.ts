import { goTextOf } from '../go-text.js';
import { parseComposeBytes } from '../grammar/bytes-size.js';
import { parseCpus, printedCpus } from '../grammar/cpus.js';
import { formatGoDuration, parseGoDuration } from '../grammar/duration.js';
import { UnitError } from '../grammar/unit-error.js';
import { toFlag, toFloat, toInteger } from '../decode/casts.js';
import type { ComposeNode } from '../tree.js';
import { field, misfit, type Binding, type Field } from './field.js';
import type { Json } from './json.js';

/*
 * The types of compose-go v2.9.1's structures (types/types.go) with what their decoders accept.
 * Go leaves zero values out of JSON, except behind a pointer: those are the fields called `given...`.
 */

function textIn(node: ComposeNode, binding: Binding): string {
  if (node.kind === 'string') return node.value;
  if (node.kind === 'int') return String(node.value);
  throw misfit(binding, node, 'must be a string');
}

function flagIn(node: ComposeNode, binding: Binding): boolean {
  const flag = node.kind === 'string' ? toFlag(node.value, node.origin) : node;
  if (flag?.kind !== 'bool') throw misfit(binding, node, 'must be true or false');
  return flag.value;
}

function integerIn(node: ComposeNode, binding: Binding): number | bigint {
  const number = node.kind === 'string' ? toInteger(node.value, node.origin) : node;
  if (number?.kind === 'int') return number.value;
  if (number?.kind === 'float' && Number.isFinite(number.value)) return Math.trunc(number.value);
  throw misfit(binding, node, 'must be a whole number');
}

function countIn(node: ComposeNode, binding: Binding): number | bigint {
  const count = node.kind === 'string' ? undefined : integerIn(node, binding);
  if (count === undefined || count < 0) throw misfit(binding, node, 'must be a whole number and not negative');
  return count;
}

const unlessZero = <Value extends Json>(value: Value): Value | undefined => (value === '' || value === false || value === 0 ? undefined : value);

export const text = field((node, binding) => unlessZero(textIn(node, binding)));
export const flag = field((node, binding) => unlessZero(flagIn(node, binding)));
export const givenFlag = field(flagIn);
export const integer = field((node, binding) => unlessZero(integerIn(node, binding)));
export const givenInteger = field(integerIn);
export const count = field((node, binding) => unlessZero(countIn(node, binding)));
export const givenCount = field(countIn);
export const shownText: Field = { bind: textIn, absent: '' };
export const shownInteger: Field = { bind: integerIn, absent: 0 };
export const shownCount: Field = { bind: countIn, absent: 0 };
export const shownFlag: Field = { bind: flagIn, absent: false };

/** A 32 bit float, kept as the decimal that Go prints for it. */
export const single = field((node, binding) => {
  const number = node.kind === 'string' ? toFloat(node.value, node.origin) : node;
  if (number?.kind !== 'float' && number?.kind !== 'int') throw misfit(binding, node, 'must be a number');
  return unlessZero(finite(printedCpus(Math.fround(Number(number.value))), node, binding));
});

function finite(value: number, node: ComposeNode, binding: Binding): number {
  if (!Number.isFinite(value)) throw misfit(binding, node, 'must be a finite number');
  return value;
}

export const cpus = field((node, binding) => {
  if (node.kind !== 'string' && node.kind !== 'float' && node.kind !== 'int') throw misfit(binding, node, 'must be a number');
  return unlessZero(measured(node, binding, () => printedCpus(parseCpus(node.kind === 'string' ? node.value : Number(node.value)))));
});

function measured<Value>(node: ComposeNode, binding: Binding, measure: () => Value): Value {
  try {
    return measure();
  } catch (error) {
    if (error instanceof UnitError) throw misfit(binding, node, error.message);
    throw error;
  }
}

/** An amount of memory, printed as a text. A number with a fraction is nothing to Compose. */
function bytesIn(node: ComposeNode, binding: Binding): string {
  if (node.kind === 'int') return String(node.value);
  if (node.kind !== 'string') return '0';
  return measured(node, binding, () => BigInt(parseComposeBytes(node.value)).toString());
}

export const byteCount = field((node, binding) => {
  const amount = bytesIn(node, binding);
  return amount === '0' ? undefined : amount;
});
export const shownBytes: Field = { bind: bytesIn, absent: '0' };

const nanosecondsIn = (node: ComposeNode, binding: Binding): bigint => measured(node, binding, () => parseGoDuration(goTextOf(node)));

export const givenDuration = field((node, binding) => formatGoDuration(nanosecondsIn(node, binding)));
export const duration = field((node, binding) => {
  const nanoseconds = nanosecondsIn(node, binding);
  return nanoseconds === 0n ? undefined : formatGoDuration(nanoseconds);
});

/** A file's mode: a text is octal, a number is what it is; printed in octal. */
export const fileMode = field((node, binding) => {
  const digits = node.kind === 'string' && /^[-+]?[0-7]+$/.test(node.value) ? Number.parseInt(node.value, 8) : undefined;
  const mode = node.kind === 'int' ? Number(node.value) : digits;
  if (mode === undefined) throw misfit(binding, node, 'must be an octal file mode');
  return `0${mode.toString(8)}`;
});

/** How many devices: -1 is all of them. */
export const deviceCount = field((node, binding) => {
  if (node.kind === 'string' && node.value.toLowerCase() === 'all') return -1;
  return unlessZero(integerIn(node, binding));
});
