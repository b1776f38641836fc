import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { createRedactor, isSecretKey } from '#evidence/redact.js';
import { isHarmlessValue } from '#evidence/redaction/keys.js';
import { mayHoldSecret } from '#evidence/redaction/suspicion.js';

/** What promises a secret and what only speaks about one, each as one pattern: slow, and what the quick way must agree with. */
const SECRET_NAME =
  /secret|passw(or)?d|passphrase|token|credential|fernet|jaas|webhook|bearer|basic[-_.]?auth|authorization|(^|[-_.])(pass|pw|pin|otp|salt|cookie|auth|sig|signature)$|(store|key|trust)pass$|pwd$|dsn$|(api|access|private|account|shared|licen[cs]e|master|signing|encryption|consumer|ssh|aes|hmac|session|jwt)[-_.]?key|auth(entication)?[-_.]?(key|string)|(^|[-_.])sas([-_.]|$)|connection[-_.]?string|sql_alchemy_conn/i;
const ABOUT_A_SECRET =
  /[-_.](enabled?|required|files?|paths?|dir|folder|location|ttl|expir(y|es|ation)|timeout|interval|renewal|name|length|size|bits|count|limit|max|min)$|[-_.](types?|kind|algorithm|class|providers?|impl|mechanism|method|mode|uri|url|endpoint|host|port|issuer|audience|regex|pattern|version|format|policy)$|^spark[.]authenticate$|^(old)?pwd$|tokenizer|(^|[-_.])(max|min|num)[-_.]?tokens$/i;
const inWords = (key: string) => key.replace(/([a-z0-9])([A-Z])/g, '$1_$2');
const promises = (key: string) => SECRET_NAME.test(inWords(key)) && (/webhook|dsn/i.test(inWords(key)) || !ABOUT_A_SECRET.test(inWords(key)));

const word = fc.oneof(
  fc.constantFrom(...'secret pass password passphrase token tokens tokenizer credential jaas webhook basic auth authorization authentication pw pin salt sig store key trust pwd dsn api access master'.split(' ')),
  fc.constantFrom(...'sas connection string sql_alchemy conn spark spark.authenticate old max num enabled required files expiry expires kind types url host policy Worker x \u212a to\u212aen \u0130 \u017f'.split(' ')),
  fc.stringMatching(/^[\w.-]{0,4}$/),
);
const cased = fc.tuple(word, fc.constantFrom('as it is', 'upper', 'camel')).map(([text, form]) => (form === 'upper' ? text.toUpperCase() : form === 'camel' ? text.charAt(0).toUpperCase() + text.slice(1) : text));
const name = fc.array(fc.tuple(cased, fc.constantFrom('', '', '_', '-', '.')), { minLength: 1, maxLength: 4 }).map((parts) => parts.flat().join('').replace(/[-_.]$/, ''));

describe('the quick look for secrets', () => {
  it('calls the same names secret as one slow pattern would', () => {
    fc.assert(fc.property(name, (key) => { expect(isSecretKey(key), key).toBe(promises(key)); }), { numRuns: 5000 });
  });

  it('passes over no secret that shows by its shape', () => {
    const shape = fc.oneof(
      ...[/AKIA[0-9A-Z]{16}/, /ASIA[0-9A-Z]{16}/, /(gh[pousr]_|github_pat_|glpat-|dckr_pat_|npm_|pypi-|sk-|hvs\.|ya29\.)[A-Za-z0-9_-]{20,30}/, /xox[abeprs]-[A-Za-z0-9]{10,20}/, /AIza\w{35}/, /dapi[0-9a-f]{32}/].map((pattern) => fc.stringMatching(new RegExp(`^${pattern.source}$`))),
      ...[/https:\/\/hooks\.slack\.com\/[A-Z]{5,9}/, /eyJ[A-Za-z0-9_-]{8,12}\.[A-Za-z0-9_-]{8,12}\.[A-Za-z0-9_-]{3,9}/, /\$(2[aby]|apr1|[156])\$[./A-Za-z0-9]{10,20}/, /-----BEGIN [A-Z]{2,5} PRIVATE KEY-----\n[a-z]{9}/].map((pattern) => fc.stringMatching(new RegExp(`^${pattern.source}$`))),
    );

    fc.assert(fc.property(shape, (secret) => { expect(createRedactor('x').text(`say ${secret} now`), secret).not.toContain(secret); }), { numRuns: 1000 });
  });

  it('passes over no client, header or address that takes one', () => {
    for (const text of ['mysql -phunter2', 'mariadb-dump -phunter2', 'sshpass -p hunter2', 'mongosh -p hunter2', 'cqlsh -p hunter2', 'beeline -p hunter2', 'redis-cli -a hunter2', 'ldapsearch -w hunter2', 'sqlcmd -P hunter2', 'curl -u a:hunter2 x', 'Basic hunter2=', 'mc alias set a b c hunter2', 'a://b:hunter2@c'])
      expect(createRedactor('x').text(text)).not.toContain('hunter2');
  });

  it('spares what a stack is made of', () => {
    expect(['--total-executor-cores', 'spark://spark-master:7077', 'SPARK_WORKER_MEMORY', 'com.docker.compose.config-hash', '/opt/app/job.py', 'Connected to Spark cluster', 'StandaloneAppClient$ClientEndpoint'].filter(mayHoldSecret)).toEqual([]);
  });

  it('knows the values that tell nothing in any case', () => {
    expect(['', 'TRUE', 'Off', 'null', '/run/secrets/db.pass'].map((value) => isHarmlessValue('PASSWORD', value))).toEqual([true, true, true, true, true]);
    expect(['tru', '/run/secrets/', '/run/secrets/a/b', '12'].map((value) => isHarmlessValue('PASSWORD', value))).toEqual([false, false, false, false]);
  });
});
