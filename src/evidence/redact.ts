import { namesAClient, redactCommand } from './redaction/client-flags.js';
import { isHarmlessValue, isSecretKey } from './redaction/keys.js';
import { MARK_BEGIN } from './redaction/mark.js';
import { mayHoldSecret } from './redaction/suspicion.js';
import { redactText } from './redaction/text.js';

export { isSecretKey } from './redaction/keys.js';

/**
 * Takes secrets out of evidence before it is kept. Within one run equal secrets become equal marks, so that a drift can
 * still be seen. A mark is a number, not a hash: there is nothing in it to try guesses on (docs/decisions/0014).
 */
export interface Redactor {
  /** A value known by its key: environment variable, `spark.*` key, label. */
  readonly value: (key: string, value: string) => string;
  /** A list of arguments: `--conf k=v`, `--password X`, `-Dk=v`, URLs with credentials. */
  readonly argv: (argv: readonly string[]) => string[];
  /** Free text: log lines, error messages, URLs. */
  readonly text: (text: string) => string;
}

/** @param runId four hexadecimal digits, fresh for every run: marks of different runs are not to be compared, and seldom look equal. */
export function createRedactor(runId: string | (() => string)): Redactor {
  const marks = new Map<string, string>();
  let run: string | undefined;
  const mark = (secret: string) => {
    if (secret.startsWith(MARK_BEGIN)) return secret;
    run ??= typeof runId === 'string' ? runId : runId();
    const made = marks.get(secret) ?? `${MARK_BEGIN}${run}${(marks.size + 1).toString(16).padStart(4, '0')}›`;
    marks.set(secret, made);
    return made;
  };
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
