import type { DockerContainer } from '../docker/schema.js';

/*
 * Where to knock, not what is true: only a parsed answer makes a master. So this errs on the side of asking.
 */
const DAEMON = /\bdeploy\.master\.Master\b|\bstart-(master|all)\.sh\b|(^|[\s/])master\.sh\b/;
const MASTER_CLASS = 'org.apache.spark.deploy.master.Master';
/** The ordinary words, which spare a run the patterns. */
const OTHERS: ReadonlySet<string> = new Set(['org.apache.spark.deploy.worker.Worker', 'spark-submit', '/opt/spark/bin/spark-submit']);
/** Bitnami's `SPARK_MODE` (absent: master), `SPARK_WORKLOAD` of several tutorials' images. */
const MODE_KEYS = ['SPARK_MODE', 'SPARK_WORKLOAD', 'SPARK_NODE_TYPE', 'SPARK_ROLE'];
const MASTER_BY_DEFAULT = /bitnami(legacy|secure)?\/(containers-)?spark(:|@|$)|(^|\/)spark-master(:|@|-|$)|tabulario\/spark-iceberg/;
const OTHER_DAEMON = /\bdeploy\.(worker\.Worker|history\.HistoryServer|SparkSubmit)\b|\bstart-(worker|slave|history-server|thriftserver)s?\.sh\b|\bspark-(submit|shell|sql)\b|\bpyspark\b/;

/** What a container or a service is started with. */
export interface Launch {
  readonly words: readonly string[];
  readonly environment: ReadonlyMap<string, string>;
  readonly image: string;
}

export function looksLikeMaster({ words, environment, image }: Launch): boolean {
  const command = words.join(' ');
  if (words.includes(MASTER_CLASS) || ((command.includes('deploy.master') || command.includes('.sh')) && DAEMON.test(command))) return true;
  if (words.some((word) => OTHERS.has(word)) || OTHER_DAEMON.test(command)) return false;
  const mode = MODE_KEYS.map((key) => environment.get(key)).find((value) => value !== undefined && value !== '');
  return mode === undefined ? MASTER_BY_DEFAULT.test(image) : mode.toLowerCase() === 'master';
}

export interface UiPort {
  readonly scheme: 'http' | 'https';
  readonly port: number;
}

/**
 * The port of the master's page: `spark.master.ui.port` beats `--webui-port` beats SPARK_MASTER_WEBUI_PORT beats 8080
 * (Spark 3.5 MasterArguments.scala); with TLS it is https, 400 higher (SecurityManager, SSLOptions).
 */
export function masterUiPort({ words, environment }: Launch): UiPort {
  const options = javaOptions(environment);
  const flag = words.join(' ').match(/--webui-port[\s=]+(\d{1,5})\b/)?.[1];
  const port = Number(options.get('spark.master.ui.port') ?? flag ?? digits(environment.get('SPARK_MASTER_WEBUI_PORT')) ?? 8080);
  const secure = options.get('spark.ssl.enabled') === 'true' || options.get('spark.ssl.standalone.enabled') === 'true';
  return secure ? { scheme: 'https', port: port + 400 } : { scheme: 'http', port };
}

/** `-Dspark.x=y` of the variables that Spark's daemon scripts read. */
function javaOptions(environment: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const text = [environment.get('SPARK_DAEMON_JAVA_OPTS'), environment.get('SPARK_MASTER_OPTS')].join(' ');
  if (!text.includes('-Dspark')) return new Map();
  return new Map([...text.matchAll(/-D(spark\.[\w.]+)=(\S+)/g)].map(([, key = '', value = '']) => [key, value]));
}

const digits = (text: string | undefined) => (text !== undefined && /^\d{1,5}$/.test(text) ? text : undefined);

export function launchOfContainer({ Config, Path, Args }: DockerContainer): Launch {
  const configured = [...(Config.Entrypoint ?? []), ...(Config.Cmd ?? [])];
  return { words: [...configured, Path ?? '', ...(Args ?? [])], environment: environmentOf(Config.Env ?? []), image: Config.Image ?? '' };
}

export function environmentOf(pairs: readonly string[]): ReadonlyMap<string, string> {
  return new Map(pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]));
}
