import { createHash } from 'node:crypto';

import { namesAClient, redactCommand } from './redaction/client-flags.js';
import { isHarmlessValue, isSecretKey } from './redaction/keys.js';
import { MARK_BEGIN } from './redaction/mark.js';
import { mayHoldSecret } from './redaction/suspicion.js';
import { redactText } from './redaction/text.js';

export { isSecretKey } from './redaction/keys.js';

const HEX_SHOWN = 8;

/**
 * Takes secrets out of evidence before it is kept. Within one run equal secrets become equal marks
 * (a hash salted for the run), so that a drift can still be seen, while the value cannot be guessed back.
 */
export interface Redactor {
  /** A value known by its key: environment variable, `spark.*` key, label. */
  readonly value: (key: string, value: string) => string;
  /** A list of arguments: `--conf k=v`, `--password X`, `-Dk=v`, URLs with credentials. */
  readonly argv: (argv: readonly string[]) => string[];
  /** Free text: log lines, error messages, URLs. */
  readonly text: (text: string) => string;
}

/** @param salt fresh for every run, and made with the first secret: snapshots of different runs cannot be compared by their marks. */
export function createRedactor(salt: string | (() => string)): Redactor {
  let made: string | undefined;
  const salted = () => (made ??= typeof salt === 'string' ? salt : salt());
  const mark = (secret: string) =>
    secret.startsWith(MARK_BEGIN)
      ? secret
      : `${MARK_BEGIN}${createHash('sha256').update(salted()).update('\0').update(secret).digest('hex').slice(0, HEX_SHOWN)}›`;
  const text = (input: string) => redactText(input, mark);
  // Containers of one image, and services of one file, say the same again and again.
  const known = new Map<string, string>();
  const value = (key: string, input: string) => {
    const pair = `${key}\0${input}`;
    const before = known.get(pair);
    if (before !== undefined) return before;
    const redacted = isSecretKey(key) && !isHarmlessValue(key, input) ? mark(input) : text(input);
    known.set(pair, redacted);
    return redacted;
  };
  const argv = (args: readonly string[]) => {
    const plain = args.some((argument) => mayHoldSecret(argument) && !/\s/.test(argument) && namesAClient(argument)) ? redactCommand(args, mark) : args;
    return plain.map((argument, at) => redactArgument(argument, plain[at - 1], value, text));
  };
  return { value, text, argv };
}

const TAKES_PAIR = new Set(['--conf', '-e', '--env']);

function redactArgument(argument: string, before: string | undefined, value: Redactor['value'], text: Redactor['text']): string {
  const pair = argument.includes('=') ? /^(-D|--[\w-]+=)?([\w.-]+)=([\s\S]*)$/.exec(argument) : null;
  if (pair !== null) {
    const [, prefix = '', key = '', secret = ''] = pair;
    // `PASSWORD=x spark-submit ...` is a line for a shell: its flags must stay readable.
    const isLine = prefix === '' && /^\w+$/.test(key) && !TAKES_PAIR.has(before ?? '') && /\s-/.test(secret);
    return isLine ? text(argument) : `${prefix}${key}=${value(key.replace(/^-+/, ''), secret)}`;
  }
  const option = before?.startsWith('-') === true ? /^--?([\w.-]+)$/.exec(before)?.[1] : undefined;
  return option === undefined || argument.startsWith('--') ? text(argument) : value(option, argument);
}
