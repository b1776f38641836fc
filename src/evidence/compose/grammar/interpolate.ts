import { balancedBrace, lineBraces, nameAt, operatorAt } from './interpolation-marks.js';

/** What a name stands for; undefined is "not set", which differs from "set to nothing". */
export type Lookup = (name: string) => string | undefined;

/** One variable that a text asked for. Compose warns of those with neither `set` nor `usedDefault`. */
export interface VariableUse {
  readonly name: string;
  readonly set: boolean;
  /** An operator, not the variable, decided the text: `${A:-b}` without A, `${A:+b}` always. */
  readonly usedDefault: boolean;
  /** The text was evaluated and thrown away: B in `${A:-$B}` where A is set. */
  readonly discarded: boolean;
}

export interface Interpolated {
  readonly value: string;
  readonly uses: readonly VariableUse[];
}

/** Compose's words, without the path that it puts in front. */
export class InterpolationError extends Error {
  override readonly name = 'InterpolationError';
  readonly reason: 'invalid-format' | 'missing-required' | 'too-large';

  /** The text with the fault, for who may show it: it can hold a secret. */
  readonly template: string | undefined;

  constructor(reason: InterpolationError['reason'], message: string, template?: string) {
    super(message);
    this.reason = reason;
    this.template = template;
  }
}

/** Ours, not Compose's: it has no limits, and a hostile file could make it work for ever. In characters. */
const DEEPEST = 100;
const LONGEST = 2 ** 24;
const MOST_READ = 2 ** 26;

/**
 * Replaces `$NAME`, `${NAME}` and `${NAME<operator>text}`; `$$` is a dollar sign.
 * The grammar and its corners are those of compose-go v2.9.1, template/template.go:
 * a default is evaluated whether needed or not, and cannot contain a line break.
 */
export function interpolate(text: string, lookup: Lookup): Interpolated {
  if (!text.includes('$')) return { value: text, uses: [] };
  const uses: VariableUse[] = [];
  return { value: substitute(text, { lookup, uses, depth: 0, read: { characters: 0 } }), uses };
}

interface Run {
  readonly lookup: Lookup;
  readonly uses: VariableUse[];
  readonly depth: number;
  /** Every level of nesting reads its text again; counted over all of them. */
  readonly read: { characters: number };
}

/** What stands in place of the text up to `end`. */
interface Step {
  readonly value: string;
  readonly end: number;
}

function substitute(template: string, run: Run): string {
  run.read.characters += template.length;
  if (run.depth > DEEPEST || run.read.characters > MOST_READ) {
    throw new InterpolationError('too-large', 'variables are nested too deep');
  }
  const lastBraceOnLine = lineBraces(template);
  let value = '';
  let at = 0;
  for (;;) {
    const dollar = template.indexOf('$', at);
    if (dollar === -1) break;
    value += template.slice(at, dollar);
    const step = substituteOne(template, dollar, lastBraceOnLine, run);
    value += step.value;
    at = step.end;
    if (value.length > LONGEST) throw new InterpolationError('too-large', `more than ${LONGEST} characters result`);
  }
  return value + template.slice(at);
}

function substituteOne(template: string, dollar: number, lastBraceOnLine: (from: number) => number, run: Run): Step {
  const next = template[dollar + 1];
  if (next === '$') return { value: '$', end: dollar + 2 };
  if (next !== '{') {
    const name = nameAt(template, dollar + 1);
    if (name === '') return { value: '$', end: dollar + 1 };
    return { value: plain(name, run), end: dollar + 1 + name.length };
  }

  const name = nameAt(template, dollar + 2);
  const nameEnd = dollar + 2 + name.length;
  if (name === '') throw invalid(template);
  if (template[nameEnd] === '}') return { value: plain(name, run), end: nameEnd + 1 };

  const operator = operatorAt(template, nameEnd);
  const last = operator === '' ? -1 : lastBraceOnLine(nameEnd);
  if (last === -1) throw invalid(template);

  const balanced = balancedBrace(template, dollar, last);
  const end = balanced === -1 ? last : balanced;
  const argument = template.slice(nameEnd + operator.length, end);
  return { value: operate(name, operator, argument, run), end: end + 1 };
}

function plain(name: string, run: Run): string {
  const value = run.lookup(name);
  run.uses.push({ name, set: value !== undefined, usedDefault: false, discarded: false });
  return value ?? '';
}

function operate(name: string, operator: string, argument: string, run: Run): string {
  const inner: VariableUse[] = [];
  const text = substitute(argument, { ...run, uses: inner, depth: run.depth + 1 });
  const value = run.lookup(name);
  const present = value !== undefined && !(operator.startsWith(':') && value === '');

  if (operator.endsWith('?')) {
    if (!present) throw missing(name, text);
    note(name, false, value, run, inner, true);
    return value;
  }
  const takesText = operator.endsWith('+') ? present : !present;
  note(name, takesText || operator.endsWith('+'), value, run, inner, !takesText);
  return takesText ? text : (value ?? '');
}

function note(
  name: string,
  usedDefault: boolean,
  value: string | undefined,
  run: Run,
  inner: readonly VariableUse[],
  discarded: boolean,
): void {
  for (const use of inner) run.uses.push(discarded ? { ...use, discarded } : use);
  run.uses.push({ name, set: value !== undefined, usedDefault, discarded: false });
}

const invalid = (template: string): InterpolationError =>
  new InterpolationError(
    'invalid-format',
    'invalid interpolation format. You may need to escape any $ with another $.',
    template,
  );

const missing = (name: string, reason: string): InterpolationError =>
  new InterpolationError(
    'missing-required',
    `required variable ${name} is missing a value${reason === '' ? '' : `: ${reason}`}`,
  );
