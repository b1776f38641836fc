import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { redactContainer } from '#evidence/docker/redact-container.js';
import { containerSchema } from '#evidence/docker/schema.js';
import { createRedactor, isSecretKey } from '#evidence/redact.js';

import { readDockerRecording } from '../fakes/docker-recording.js';

const redactor = createRedactor('5a17');

/** Long enough that none of it turns up by chance, and of letters that end no pattern early. */
const secret = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_+!%-]{10,30}[A-Za-z0-9]$/).filter((text) => !/^(true|false|bearer|basic)/i.test(text));
const secretKey = fc.constantFrom(
  'KAFKA_PASSWORD', 'DB_PASS', 'MYSQL_PWD', 'AWS_SECRET_ACCESS_KEY', 'API_KEY', 'apiKey', 'JUPYTER_TOKEN', 'fs.azure.account.key.x.blob.core.windows.net',
  'spark.hadoop.fs.s3a.secret.key', 'spark.hadoop.fs.s3a.access.key', 'spark.ssl.keyStorePassword', 'spark.authenticate.secret', 'AIRFLOW__CORE__FERNET_KEY', 'SENTRY_DSN',
  'sasl.jaas.config', 'SLACK_WEBHOOK_URL', 'spark.sql.catalog.x.credential', 'SSH_PASSPHRASE', 'ERLANG_COOKIE', 'NEO4J_AUTH', 'javax.net.ssl.trustStorePassword', 'splunk-token',
);

describe('a planted secret', () => {
  it('never leaves by the name of its variable, and equal ones stay equal', () => {
    fc.assert(
      fc.property(secretKey, secret, secret, (key, one, other) => {
        expect(redactor.value(key, one)).toMatch(/^‹redacted:[0-9a-f]{8}›$/);
        expect(redactor.value(key, one) === redactor.value(key, other)).toBe(one === other);
        expect(createRedactor('07e5').value(key, one)).not.toBe(redactor.value(key, one));
      }),
    );
  });

  const ARGUMENTS: readonly ((key: string, value: string) => string[])[] = [
    (key, value) => ['spark-submit', '--conf', `${key}=${value}`, '--total-executor-cores', '2', 'job.py'],
    (key, value) => ['spark-submit', `--conf=${key}=${value}`, 'job.py'],
    (key, value) => ['java', `-D${key}=${value}`, 'Main'],
    (key, value) => ['app', `--${key}`, value],
    (key, value) => ['app', `--${key}=${value}`],
    (key, value) => ['sh', '-c', `spark-submit --conf ${key}=${value} job.py && sleep 1`],
    (key, value) => ['bash', '-c', `export ${key}='${value}'; exec app`],
    (key, value) => ['bash', '-c', `${key}=${value} spark-submit --total-executor-cores 2 job.py`],
    (key, value) => ['sh', '-c', `app --${key} ${value} --other x`],
    (_, value) => ['CMD', 'curl', '-u', `elastic:${value}`, 'http://es:9200'],
    (_, value) => ['CMD-SHELL', `curl -sf --user elastic:${value} http://es:9200 || exit 1`],
    (_, value) => ['CMD-SHELL', `mysqladmin ping -h localhost -p${value}`],
    (_, value) => ['redis-cli', '-a', value, 'ping'],
    (_, value) => ['sh', '-c', `/usr/bin/mc alias set minio http://minio:9000 admin ${value}; exit 0`],
    (_, value) => ['app', `postgresql://user:${value}@db:5432/app`],
  ];

  it('never leaves among arguments', () => {
    fc.assert(
      fc.property(secretKey, secret, fc.constantFrom(...ARGUMENTS), (key, value, argumentsOf) => {
        expect(redactor.argv(argumentsOf(key, value)).join(' ')).not.toContain(value);
      }),
      { numRuns: 500 },
    );
  });

  const TEXTS: readonly ((value: string) => string)[] = [
    (value) => `jdbc:postgresql://db/app?user=x&password=${value}&ssl=true`,
    (value) => `jdbc:sqlserver://db;user=x;password=${value};encrypt=true`,
    (value) => `amqp://user:${value}@broker/vhost`,
    (value) => `mongodb+srv://user:${value}/with@slash@host/db`,
    (value) => `{"user":"x","password":"${value}","port":1}`,
    (value) => `{'password': '${value}'}`,
    (value) => `password: ${value}`,
    (value) => `(spark.hadoop.fs.s3a.secret.key,${value})`,
    (value) => `spark.hadoop.fs.s3a.secret.key -> ${value}`,
    (value) => `<name>fs.s3a.secret.key</name><value>${value}</value>`,
    (value) => `<password>${value}</password>`,
    (value) => `Authorization: Bearer ${value}0.x`,
    (value) => `http://127.0.0.1:8888/lab?token=${value}`,
    (value) => `org.apache.kafka.common.security.plain.PlainLoginModule required username="u" password="${value}";`,
    (value) => `Map(password=${value}, user=x)`,
    (value) => `PASSWORD=\${PASSWORD:-${value}}`,
    (value) => `-----BEGIN RSA PRIVATE KEY-----\n${value}\n-----END RSA PRIVATE KEY-----`,
    (value) => `AKIAA1B2C3D4E5F6G7H8 and ghp_${'a'.repeat(20)} eyJhbGciOiJIUzI1.eyJzdWIiOiIxMjM0.${value} DefaultEndpointsProtocol=https;AccountKey=${value};`,
  ];

  it('never leaves in a text', () => {
    fc.assert(
      fc.property(secret, fc.constantFrom(...TEXTS), (value, textOf) => {
        const redacted = redactor.text(`26/11/22 20:35:29 WARN Thing: ${textOf(value)} and so on`);
        expect(redacted).not.toContain(value);
        expect(redacted).toMatch(/^26\/11\/22 20:35:29 WARN Thing: .* and so on$/s);
      }),
      { numRuns: 500 },
    );
  });

  it('that is redacted stays as it is', () => {
    fc.assert(
      fc.property(secretKey, secret, fc.constantFrom(...TEXTS), (key, value, textOf) => {
        const once = redactor.text(textOf(value));
        expect(redactor.text(once)).toBe(once);
        expect(redactor.value(key, redactor.value(key, value))).toBe(redactor.value(key, value));
      }),
    );
  });

  it('is found in every corner of a container', () => {
    const planted = 'hunter2hunter2';
    const inspect = structuredClone(readDockerRecording('3.5.3/02-founding').container('k2-spark-master')?.inspect) as Record<string, Record<string, unknown>>;
    const { State = {}, Config = {}, HostConfig = {}, NetworkSettings = {} } = inspect;
    Object.assign(inspect, { Args: ['--password', planted] });
    Object.assign(State, { Error: `token=${planted}`, Health: { Status: 'healthy', Log: [{ ExitCode: 0, Output: `password: ${planted}` }] } });
    Object.assign(Config, {
      Env: [`DB_PASSWORD=${planted}`, `URL=postgres://u:${planted}@h/d`, 'PLAIN=x', 'BARE'],
      Cmd: ['--token', planted],
      Entrypoint: ['sh', '-c', `SECRET=${planted} run`],
      Labels: { 'traefik.http.middlewares.a.basicauth.users': `admin:${planted}` },
      Healthcheck: { Test: ['CMD', 'curl', '-u', `u:${planted}`] },
    });
    Object.assign(HostConfig, {
      LogConfig: { Type: 'splunk', Config: { 'splunk-token': planted } },
      Mounts: [{ Type: 'volume', Target: '/x', VolumeOptions: { DriverConfig: { Options: { o: `addr=nas,username=u,password=${planted}` } } } }],
      Annotations: { 'x.token': planted },
    });
    Object.assign(NetworkSettings, { Networks: { n: { DriverOpts: { secret: planted } } } });

    const redacted = redactContainer(containerSchema.parse(inspect), redactor);

    expect(JSON.stringify(redacted)).not.toContain(planted);
    expect(redacted.Config.Env).toContain('PLAIN=x');
    expect(redacted.Config.Env).toContain('BARE');
    expect(redacted.HostConfig.Mounts?.[0]).toMatchObject({ Type: 'volume', Target: '/x' });
  });
});

describe('what is no secret', () => {
  it.each([
    ['SPARK_WORKER_CORES', '3'], ['SPARK_WORKER_MEMORY', '3g'], ['PWD', '/opt/spark'], ['OLDPWD', '/'], ['SPARK_RPC_AUTHENTICATION_ENABLED', 'no'], ['SPARK_SSL_NEED_CLIENT_AUTH', 'yes'],
    ['spark.authenticate', 'true'], ['GOOGLE_APPLICATION_CREDENTIALS', '/opt/keys/gcp.json'], ['POSTGRES_PASSWORD_FILE', '/run/secrets/pg'], ['SECRET_FILE', '/x/y'],
    ['spark.hadoop.fs.s3a.aws.credentials.provider', 'org.apache.hadoop.fs.s3a.SimpleAWSCredentialsProvider'], ['spark.redaction.regex', '(?i)secret|password|token|access[.]key'],
    ['MAX_TOKENS', '4096'], ['TOKEN_TTL', '3600'], ['spark.kafka.sasl.token.mechanism', 'SCRAM-SHA-512'], ['OAUTH_TOKEN_URL', 'https://auth.example/token'], ['SSH_AUTH_SOCK', '/tmp/a/b'],
    ['spark.sql.catalog.x.uri', 'thrift://metastore:9083'], ['SPARK_MASTER_URL', 'spark://spark-master:7077'], ['PASSWORD', ''], ['ALLOW_EMPTY_PASSWORD', 'yes'], ['BYPASS', 'x'], ['PARTITION_KEY', 'symbol'],
    ['spark.driver.extraJavaOptions', '-Dlog4j.configuration=file:/opt/conf/log4j.properties -Xss4m'], ['com.docker.compose.project.config_files', '/srv/k2/docker-compose.yml'],
  ])('%s=%s is left alone', (key, value) => {
    expect(redactor.value(key, value)).toBe(value);
  });

  it.each([
    'spark://CoarseGrainedScheduler@3483068ac149:34199',
    'spark://master-1:7077,master-2:7077',
    '/etc/passwd:/etc/passwd:ro',
    'bitnami/spark:3.5.1@sha256:957ea954c8051ecee4a1fb23620f29a26858535fe7f429c14df937dc3df2e219',
    'abfss://container@account.dfs.core.windows.net/path',
    'http://spark-master:8080/?x=user@example.com',
    '26/11/22 20:35:29 INFO SecurityManager: SecurityManager: authentication disabled; ui acls disabled; users with view permissions: root groups with view permissions: EMPTY',
    '26/11/22 20:35:29 INFO HadoopDelegationTokenManager: Attempting to login to KDC using principal: x',
    'mkdir -p /opt/app && docker run -p 8080:80 -u 1000:1000 x',
    'PASSWORD=${DB_PASSWORD} run',
  ])('%s is left alone', (text) => {
    expect(redactor.text(text)).toBe(text);
  });

  it('stays among arguments that hide one', () => {
    const argv = ['spark-submit', '--master', 'spark://spark-master:7077', '--total-executor-cores', '2', '--conf', 'spark.ssl.keyPassword=hunter2', '/opt/app/job.py', 'K2-Silver-Kraken'];

    expect(redactor.argv(argv)).toEqual(argv.map((argument) => argument.replace('hunter2', (value) => redactor.value('password', value))));
  });

  it('is every word of a recorded container but one', () => {
    for (const name of ['k2-bronze-kraken-stream', 'k2-spark-worker-1-1', 'k2-spark-master']) {
      const container = containerSchema.parse(readDockerRecording('3.5.3/02-founding').container(name)?.inspect);
      const text = JSON.stringify(redactContainer(container, redactor));
      expect(text).toBe(JSON.stringify({ ...container }).replaceAll('hunter2', redactor.value('KAFKA_PASSWORD', 'hunter2')));
    }
  });

  it('is told by its name', () => {
    expect(['PWD', 'TOKEN_TTL', 'tokenizer', 'KEYBOARD', 'compass', 'spark.authenticate'].filter(isSecretKey)).toEqual([]);
  });
});

describe('redaction', () => {
  it('takes time in proportion to the text, whatever the text', () => {
    for (const piece of ['a', 'a.', 'key', '@', 'password=,', 'x=,', 'secret.', '--pass ', '(key', 'password="', '<pass>', 'a://a:', '-----BEGIN PRIVATE KEY-----', 'eyJ', 'mc alias set ', 'mysql -p', '"', '$1$']) {
      const text = piece.repeat(Math.ceil(50_000 / piece.length));
      const start = performance.now();
      redactor.text(text);
      expect(performance.now() - start, piece).toBeLessThan(1000);
    }
  });
});
