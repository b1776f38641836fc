import { mayHoldSecret } from './suspicion.js';

/** Parts of a name that promise a secret. Wider than Spark's own `spark.redaction.regex` (3.5.3: secret|password|token|access[.]key). */
const SECRET_WORD = /secret|passw(or)?d|passphrase|token|credential|fernet|jaas|webhook|bearer|basic[-_.]?auth|authorization/;
/** Looked for second, since it takes long to compile. */
const SECRET_PART = new RegExp(
  [
    '(^|[-_.])(pass|pw|pin|otp|salt|cookie|auth|sig|signature)$|(store|key|trust)pass$|pwd$|dsn$',
    '(api|access|private|account|shared|licen[cs]e|master|signing|encryption|consumer|ssh|aes|hmac|session|jwt)[-_.]?key',
    'auth(entication)?[-_.]?(key|string)|(^|[-_.])sas([-_.]|$)|connection[-_.]?string|sql_alchemy_conn',
  ].join('|'),
);

/** Last words of names that promise a secret and hold something about one: where it lies, how long, how many, what kind. */
const ABOUT_A_SECRET: ReadonlySet<string> = new Set(
  [
    'enable enabled required file files path paths dir folder location ttl expiry expires expiration timeout interval renewal name length size bits count limit max min',
    'type types kind algorithm class provider providers impl mechanism method mode uri url endpoint host port issuer audience regex pattern version format policy',
  ].flatMap((words) => words.split(' ')),
);
const NO_SECRETS: ReadonlySet<string> = new Set(['spark.authenticate', 'pwd', 'oldpwd']);
const NUMBER_OF_TOKENS = /(^|[-_.])(max|min|num)[-_.]?tokens$/;

/** Names of what a person types or an account proves itself with: any value of theirs counts, a short number too. */
const PROOF = /pass|pwd|secret|(^|[-_.])(pw|pin|otp)$/;

const SWITCH: ReadonlySet<string> = new Set(['', 'true', 'false', 'yes', 'no', 'on', 'off', 'none', 'null']);
const AMOUNT = /^\d{1,5}(ms|s|m|min|h|d|k|kb|mb)?$/i;
const AUTH_METHOD = /^(basic|plain|md5|trust|ldap|kerberos|oauth2?|jwt|simple|digest|sasl|ssl|mtls|token|scram-[\w-]+)$/i;
const PATH = /^\/[\w.@-]+(\/[\w.@-]+)+\/?$/;
const SECRETS = '/run/secrets/';

/** Does a value of this name count as secret? `fs.s3a.secret.key`, `DB_PASS`, `apiKey`; not `TOKEN_TTL`, `PWD`. */
export function isSecretKey(key: string): boolean {
  if (!mayHoldSecret(key)) return false;
  const name = inWords(key);
  return (SECRET_WORD.test(name) || SECRET_PART.test(name)) && (isAddress(name) || !isAboutASecret(name));
}

/** Here the address itself is the secret. */
const isAddress = (name: string) => name.includes('webhook') || name.includes('dsn');

function isAboutASecret(name: string): boolean {
  const end = Math.max(...['-', '_', '.'].map((sign) => name.lastIndexOf(sign)));
  return (end !== -1 && ABOUT_A_SECRET.has(name.slice(end + 1))) || NO_SECRETS.has(name) || name.includes('tokenizer') || (name.endsWith('tokens') && NUMBER_OF_TOKENS.test(name));
}

/** A value that tells nothing, whatever it is called: a switch, an amount, a path. Hiding it would hide a drift. */
export function isHarmlessValue(key: string, value: string): boolean {
  if (SWITCH.has(value.toLowerCase()) || (value.startsWith(SECRETS) && /^[\w.-]+$/.test(value.slice(SECRETS.length)))) return true;
  const name = inWords(key);
  if (PROOF.test(name)) return false;
  return AMOUNT.test(value) || PATH.test(value) || (name.endsWith('auth') && AUTH_METHOD.test(value));
}

/** Camel case told apart as underscores tell, in lower case: `keyStorePassword` -> `key_store_password`. The sign of Kelvin is no letter k. */
const inWords = (key: string) => key.replace(/([a-z0-9])([A-Z])/g, '$1_$2').replaceAll('\u212a', '\ufffd').toLowerCase();
