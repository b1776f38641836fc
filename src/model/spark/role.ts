import { findSubmit } from './submit.js';
import { commandsIn, programName, type Environment } from './words.js';

export type Role = 'master' | 'worker' | 'job' | 'other';

const WORKER_SCRIPTS: ReadonlySet<string> = new Set(['start-worker.sh', 'start-slave.sh', 'start-workers.sh', 'start-slaves.sh']);
const startsMaster = (word: string) => word.includes('org.apache.spark.deploy.master.Master') || programName(word) === 'start-master.sh';
const startsWorker = (word: string) => word.includes('org.apache.spark.deploy.worker.Worker') || WORKER_SCRIPTS.has(programName(word));
/** Start scripts of images that wrap the daemons: big-data-europe's, gettyimages-style `bin/spark-class`. */
const IMAGE_MASTER = /(^|[/-])spark-master(-\w+)?(:|@|$)/;
const IMAGE_WORKER = /(^|[/-])spark-worker(-\w+)?(:|@|$)/;
const IMAGE_SUBMIT = /(^|[/-])spark-submit(:|@|$)/;
const BITNAMI = /bitnami(legacy|secure)?\/(containers-)?spark|\/opt\/bitnami\/scripts\/spark\//;

/**
 * What a container is to Spark, by what it runs; by the image's own variables where the command says nothing
 * (`SPARK_MODE` of Bitnami's, `SPARK_WORKLOAD` and the names of big-data-europe's images).
 */
export function roleOf(argv: readonly string[], environment: Environment, image: string | undefined): Role {
  const words = commandsIn(argv, environment).flat();
  if (words.some(startsMaster)) return 'master';
  if (words.some(startsWorker)) return 'worker';
  if (findSubmit(argv, environment) !== undefined) return 'job';
  return roleByImage(words, environment, image ?? '') ?? (isPythonDriver(words, environment) ? 'job' : 'other');
}

function roleByImage(words: readonly string[], environment: Environment, image: string): Role | undefined {
  const ownCommand = words.length > 0 && !words.some((word) => /run\.sh$|entrypoint\.sh$|\/(master|worker|submit)\.sh$|start-spark\.sh$/.test(word));
  if (ownCommand) return undefined;
  const mode = environment.get('SPARK_MODE') ?? environment.get('SPARK_WORKLOAD');
  if (mode === 'master' || mode === 'worker') return mode;
  if (mode === 'submit') return 'job';
  if (mode === undefined && BITNAMI.test(`${image} ${words.join(' ')}`)) return 'master';
  if (words.some((word) => word.endsWith('/master.sh')) || (words.length === 0 && IMAGE_MASTER.test(image))) return 'master';
  if (words.some((word) => word.endsWith('/worker.sh')) || (words.length === 0 && IMAGE_WORKER.test(image))) return 'worker';
  if (words.some((word) => word.endsWith('/submit.sh')) || (words.length === 0 && IMAGE_SUBMIT.test(image))) return 'job';
  return undefined;
}

/** `python app.py` whose master is told by argument or environment; a notebook server is none until it has an application. */
function isPythonDriver(words: readonly string[], environment: Environment): boolean {
  if (!words.some((word) => /(^|\/)python[\d.]*$/.test(word))) return false;
  const told = [...words, environment.get('PYSPARK_SUBMIT_ARGS') ?? '', environment.get('MASTER') ?? '', environment.get('SPARK_MASTER_URL') ?? '', environment.get('SPARK_MASTER') ?? ''];
  return told.some((text) => text.includes('spark://'));
}
