import { createHash } from 'node:crypto';

/** Keys whose values never leave a sensor. Wider than Spark's own `spark.redaction.regex` (3.5.3: secret|password|token|access[.]key). */
const SECRET_KEY =
  /secret|passw(or)?d|passwd|passphrase|pwd$|token|credential|api[-_.]?key|access[-_.]?key|private[-_.]?key|fernet|auth(entication)?[-_.]?(key|string)|signing[-_.]?key|encryption[-_.]?key|sas[-_.]?key|connection[-_.]?string|sql_alchemy_conn|jaas|keystore[-_.]?pass|dsn$/i;
/** Looks secret by its key but holds no secret: switches, paths, names, numbers of things. */
const HARMLESS_KEY = /(_|[.-])(enabled|file|path|dir|ttl|expiry|timeout|name|length|type|algorithm|class)$|^spark\.authenticate$|tokenizer/i;
const HARMLESS_VALUE = /^(|true|false|yes|no|on|off|\d{1,3})$/i;
/** user:password@ in any URL, whatever the scheme. */
const URL_CREDENTIALS = /\b([a-z][a-z0-9+.-]*:\/\/)([^\s/@:'"]*):([^\s/@'"]+)@/gi;
/** key=value pairs inside longer texts: URLs' queries, JDBC strings, -D options. */
const INLINE_PAIR = /([A-Za-z0-9_.-]*(?:secret|password|passwd|pwd|token|access[-_.]?key|api[-_.]?key|private[-_.]?key|credential)[A-Za-z0-9_.-]*)(\s*[=:]\s*)("[^"]*"|'[^']*'|[^\s,;&"'<>]+)/gi;
/** Shapes that are secrets under any name: cloud keys, GitHub and Slack tokens, JSON web tokens, PEM keys. */
const SECRET_SHAPE =
  /\b(AKIA|ASIA)[0-9A-Z]{16}\b|\bgh[pousr]_[A-Za-z0-9]{20,}\b|\bxox[abprs]-[A-Za-z0-9-]{10,}\b|\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*|-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g;
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

export const isSecretKey = (key: string): boolean => SECRET_KEY.test(key) && !HARMLESS_KEY.test(key);

/** @param salt fresh for every run; snapshots of different runs cannot be compared by their marks. */
export function createRedactor(salt: string): Redactor {
  const mark = (secret: string) =>
    `‹redacted:${createHash('sha256').update(salt).update('\0').update(secret).digest('hex').slice(0, HEX_SHOWN)}›`;
  const text = (input: string) =>
    input
      .replace(SECRET_SHAPE, mark)
      .replace(URL_CREDENTIALS, (_, scheme: string, user: string, secret: string) => `${scheme}${user}:${mark(secret)}@`)
      .replace(INLINE_PAIR, (whole, key: string, sign: string, secret: string) =>
        secret.startsWith('‹') || secret.startsWith('$') || HARMLESS_VALUE.test(secret) || !isSecretKey(key) ? whole : `${key}${sign}${mark(secret)}`,
      );
  const value = (key: string, input: string) =>
    isSecretKey(key) && !HARMLESS_VALUE.test(input) && !input.startsWith('‹redacted:') ? mark(input) : text(input);
  return { value, text, argv: (argv) => argv.map((argument, at) => redactArgument(argument, argv[at - 1], value)) };
}

function redactArgument(argument: string, before: string | undefined, value: Redactor['value']): string {
  const pair = /^(-D|--[\w-]+=)?([\w.-]+)=([\s\S]*)$/.exec(argument);
  if (pair !== null) {
    const [, prefix = '', key = '', secret = ''] = pair;
    return `${prefix}${key}=${value(key, secret)}`;
  }
  const option = /^--?([\w.-]+)$/.exec(before ?? '');
  return option === null || argument.startsWith('-') ? value('', argument) : value(option[1] ?? '', argument);
}
