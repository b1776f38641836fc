/**
 * What stands, in lower case, in every text that the patterns of secrets can match and in every name that promises one.
 * Hardly any text of a healthy stack holds a piece of it, so that one look spares a run the compilation of all others.
 */
const PIECES = new RegExp(
  [
    'secret|pass|pw|pin|otp|salt|token|key|credential|fernet|jaas|webhook|bearer|basic|auth|cookie|sas|sig|dsn|connection|alchemy',
    String.raw`@|mc\s|<name>|mysql|mariadb|mongo|cqlsh|beeline|redis-cli|ldapsearch|sqlcmd|curl`,
    String.raw`a[ks]ia|gh[pousr]_|_pat_|glpat-|npm_|pypi-|sk-|hvs\.|ya29\.|xox|aiza|dapi|hooks\.slack|eyj|\$(?:2[aby]|apr1|[156])\$|-----begin`,
  ].join('|'),
);

/** False: there is certainly no secret in it. */
export const mayHoldSecret = (text: string): boolean => PIECES.test(text.toLowerCase());
