import { namesAClient, redactCommand } from './client-flags.js';
import { isHarmlessValue, isSecretKey } from './keys.js';
import { MARK_BEGIN, type Mark } from './mark.js';
import { mayHoldSecret } from './suspicion.js';

/** Shapes that are secrets under any name: keys of clouds and forges, chat hooks, JSON web tokens, password hashes, PEM keys. */
const SECRET_SHAPE = new RegExp(
  [
    String.raw`\b(?:AKIA|ASIA)[0-9A-Z]{16}\b`,
    String.raw`\b(?:gh[pousr]_|github_pat_|glpat-|dckr_pat_|npm_|pypi-|sk-|hvs\.|ya29\.)[A-Za-z0-9_-]{20,}`,
    String.raw`\bxox[abeprs]-[A-Za-z0-9-]{10,}|\bAIza[\w-]{35}\b|\bdapi[0-9a-f]{32}\b`,
    String.raw`\bhttps:\/\/hooks\.slack\.com\/[^\s"'<>]+`,
    String.raw`\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*`,
    String.raw`\$(?:2[aby]|apr1|[156])\$[^\s:"']{10,}`,
    String.raw`-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]{0,30}PRIVATE KEY-----|$)`,
  ].join('|'),
  'g',
);

const SCHEME = String.raw`(?<![a-zA-Z0-9+.-])([a-zA-Z][a-zA-Z0-9+.-]{0,40}:\/\/)([^\s/@:'"]{0,128})`;
/** user:password@ in any URL; the password may hold "@" ... */
const URL_PASSWORD = new RegExp(String.raw`${SCHEME}:([^\s/'"]{1,512})@`, 'g');
/** ... or "/", unless what follows the colon is a port. */
const URL_PASSWORD_WITH_SLASH = new RegExp(String.raw`${SCHEME}:(?!\d{1,5}(?:[/?#,;\s]|$))([^\s'"@]{1,512})@`, 'g');
const AUTHORIZATION = /\b(Bearer|Basic)(\s+)(?=[^\s"',]{0,400}[\d=._])([^\s"',;]{8,})/g;

const QUOTED = String.raw`"(?:\\.|[^"\\])*"|'[^']*'`;
/** A bare value ends at white space, or where a list goes on to its next pair. */
const BARE = String.raw`(?:[^\s,;&"'<>]|[,;&](?=[^\s,;&=]{1,64}(?![\w.=-])))+`;
/** Words at whose sight a pair is looked at more closely; `isSecretKey` decides. */
const HINT = 'secret|pass|pwd|pw|pin|otp|salt|token|key|credential|fernet|jaas|webhook|auth|cookie|sas|sig|dsn|conn';
const PAIR = new RegExp(
  String.raw`(?<![\w.-])(?=[\w.-]{0,128}?(?:${HINT}))([\w.-]{1,200})(["']?\s{0,4}(?:=>|->|[=:])\s{0,4})(${QUOTED}|${BARE})`,
  'gi',
);
const OPTION = new RegExp(String.raw`(?<![^\s'"])(--?(?=[\w.-]{0,64}?(?:${HINT}))[\w.-]{1,64})(\s+)(${QUOTED}|[^\s-]\S*)`, 'gi');
const TUPLE = new RegExp(String.raw`\(((?=[\w.-]{0,128}?(?:${HINT}))[\w.-]{1,200})(,)([^()\s]{1,512})(?=\))`, 'gi');
const ELEMENT = new RegExp(String.raw`<((?=[\w.-]{0,64}?(?:${HINT}))[\w.-]{1,64})(>)([^<]{1,512})(?=<\/)`, 'gi');
const HADOOP_PROPERTY = /(<name>)([\w.-]{1,200})(<\/name>\s{0,80}<value>)([^<]{1,512})/gi;
/** `mc alias set NAME URL USER PASSWORD` of the MinIO client, in half of all compose files with object storage. */
const MINIO_ALIAS = /(\bmc\s+(?:alias\s+set|config\s+host\s+add)\s+[^\s]{1,200}\s+[^\s]{1,400}\s+[^\s]{1,200}\s+)([^\s;&|"']{1,200})/g;

/** What stands in every text that the patterns of shapes and words can match: a look for it spares most texts the patterns. */
const ANY_SHAPE = /A[KS]IA|gh[pousr]_|github_pat_|glpat-|dckr_pat_|npm_|pypi-|sk-|hvs\.|ya29\.|xox|AIza|dapi|hooks\.slack|eyJ|\$(?:2[aby]|apr1|[156])\$|-----BEGIN/;
const ANY_WORD = /Bearer|Basic|mc\s|<name>/i;

/** Takes secrets out of free text: log lines, command lines, messages, URLs. Every pattern is linear in the length of the text. */
export function redactText(input: string, mark: Mark): string {
  if (!mayHoldSecret(input)) return input;
  const shaped = ANY_SHAPE.test(input) ? input.replace(SECRET_SHAPE, mark) : input;
  const addressed = shaped.includes('@') ? redactAddresses(shaped, mark) : shaped;
  const worded = ANY_WORD.test(addressed) ? redactWords(addressed, mark) : addressed;
  const commanded = namesAClient(worded) ? redactCommand(worded.split(/(\s+)/), mark).join('') : worded;
  return redactPairs(commanded, mark);
}

function redactAddresses(text: string, mark: Mark): string {
  const url = (_: string, scheme: string, user: string, secret: string) => `${scheme}${user}:${mark(secret)}@`;
  return text.replace(URL_PASSWORD, url).replace(URL_PASSWORD_WITH_SLASH, url);
}

const redactWords = (text: string, mark: Mark): string =>
  text
    .replace(AUTHORIZATION, (_, scheme: string, gap: string, secret: string) => `${scheme}${gap}${mark(secret)}`)
    .replace(MINIO_ALIAS, (_, before: string, secret: string) => `${before}${mark(secret)}`)
    .replace(HADOOP_PROPERTY, (whole, open: string, key: string, between: string, secret: string) =>
      isSecretPair(key, '=', secret) ? `${open}${key}${between}${mark(secret)}` : whole,
    );

function redactPairs(input: string, mark: Mark): string {
  const pair = (whole: string, key: string, sign: string, secret: string, at = 0, text = '') =>
    isSecretPair(key, sign, secret) && !isMount(sign, at, text) ? whole.slice(0, whole.length - secret.length) + markQuoted(secret, mark) : whole;
  const paired = /[=:]|->/.test(input) ? input.replace(PAIR, pair) : input;
  const chosen = paired.includes('-')
    ? paired.replace(OPTION, (whole, option: string, gap: string, secret: string) => pair(whole, option.replace(/^--?/, ''), gap, secret))
    : paired;
  const listed = chosen.includes('(') ? chosen.replace(TUPLE, pair) : chosen;
  return listed.includes('</') ? listed.replace(ELEMENT, pair) : listed;
}

/** After a colon a name must end in the secret word: "TokenManager: starting" is prose. */
const ENDS_SECRET = /(secret|passw(or)?d|passphrase|token|key|credentials?|pass|pwd|authorization)$/i;
/** `${NAME}`, `$NAME`: the shell's variable, not its value. A default (`${NAME:-value}`) is a value. */
const VARIABLE = /^["']?\$(\{[A-Za-z_]\w*\}|[A-Z_][A-Z0-9_]*)["']?$/;

function isSecretPair(key: string, sign: string, secret: string): boolean {
  if (!isSecretKey(key) || (sign.includes(':') && !ENDS_SECRET.test(key))) return false;
  const bare = unquote(secret);
  return !bare.includes(MARK_BEGIN) && !VARIABLE.test(secret) && !/^(bearer|basic)$/i.test(bare) && !isHarmlessValue(key, bare);
}

/** `/etc/passwd:/etc/passwd:ro` */
const isMount = (sign: string, at: number, text: string) => sign.includes(':') && text[at - 1] === '/';

const unquote = (text: string) => (/^(["'])[\s\S]*\1$/.test(text) && text.length > 1 ? text.slice(1, -1) : text);

function markQuoted(text: string, mark: Mark): string {
  const bare = unquote(text);
  return bare === text ? mark(text) : `${text.slice(0, 1)}${mark(bare)}${text.slice(-1)}`;
}
