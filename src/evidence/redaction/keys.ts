/** Parts of a name that promise a secret. Wider than Spark's own `spark.redaction.regex` (3.5.3: secret|password|token|access[.]key). */
const SECRET_NAME = new RegExp(
  [
    'secret|passw(or)?d|passphrase|token|credential|fernet|jaas|webhook|bearer|basic[-_.]?auth|authorization',
    '(^|[-_.])(pass|pw|pin|otp|salt|cookie|auth|sig|signature)$|(store|key|trust)pass$|pwd$|dsn$',
    '(api|access|private|account|shared|licen[cs]e|master|signing|encryption|consumer|ssh|aes|hmac|session|jwt)[-_.]?key',
    'auth(entication)?[-_.]?(key|string)|(^|[-_.])sas([-_.]|$)|connection[-_.]?string|sql_alchemy_conn',
  ].join('|'),
  'i',
);

/** Names that promise a secret and hold something about one: where it lies, how long, how many, what kind. */
const ABOUT_A_SECRET = new RegExp(
  [
    '[-_.](enabled?|required|files?|paths?|dir|folder|location|ttl|expir(y|es|ation)|timeout|interval|renewal|name|length|size|bits|count|limit|max|min)$',
    '[-_.](types?|kind|algorithm|class|providers?|impl|mechanism|method|mode|uri|url|endpoint|host|port|issuer|audience|regex|pattern|version|format|policy)$',
    '^spark[.]authenticate$|^(old)?pwd$|tokenizer|(^|[-_.])(max|min|num)[-_.]?tokens$',
  ].join('|'),
  'i',
);
/** Here the address itself is the secret. */
const SECRET_ADDRESS = /webhook|dsn/i;

/** Names of what a person types or an account proves itself with: any value of theirs counts, a short number too. */
const PROOF = /pass|pwd|secret|(^|[-_.])(pw|pin|otp)$/i;

const SWITCH = /^(|true|false|yes|no|on|off|none|null)$/i;
const AMOUNT = /^\d{1,5}(ms|s|m|min|h|d|k|kb|mb)?$/i;
const AUTH_METHOD = /^(basic|plain|md5|trust|ldap|kerberos|oauth2?|jwt|simple|digest|sasl|ssl|mtls|token|scram-[\w-]+)$/i;
const PATH = /^\/[\w.@-]+(\/[\w.@-]+)+\/?$/;
const MOUNTED_SECRET = /^\/run\/secrets\/[\w.-]+$/;

/** Does a value of this name count as secret? `fs.s3a.secret.key`, `DB_PASS`, `apiKey`; not `TOKEN_TTL`, `PWD`. */
export function isSecretKey(key: string): boolean {
  const name = inWords(key);
  return SECRET_NAME.test(name) && (SECRET_ADDRESS.test(name) || !ABOUT_A_SECRET.test(name));
}

/** A value that tells nothing, whatever it is called: a switch, an amount, a path. Hiding it would hide a drift. */
export function isHarmlessValue(key: string, value: string): boolean {
  if (SWITCH.test(value) || MOUNTED_SECRET.test(value)) return true;
  const name = inWords(key);
  if (PROOF.test(name)) return false;
  return AMOUNT.test(value) || PATH.test(value) || (/auth$/i.test(name) && AUTH_METHOD.test(value));
}

/** Camel case told apart as underscores tell: `keyStorePassword` -> `key_Store_Password`. */
const inWords = (key: string) => key.replace(/([a-z0-9])([A-Z])/g, '$1_$2');
