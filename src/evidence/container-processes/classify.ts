import type { ContainerProcess } from './schema.js';
import type { ProcessRow } from './table.js';

export type ProcessKind = ContainerProcess['kind'];

const MAIN_CLASSES: Readonly<Record<string, ProcessKind>> = {
  'org.apache.spark.deploy.SparkSubmit': 'driver',
  'org.apache.spark.deploy.worker.DriverWrapper': 'cluster-driver',
  'org.apache.spark.executor.CoarseGrainedExecutorBackend': 'executor',
  'org.apache.spark.deploy.master.Master': 'master',
  'org.apache.spark.deploy.worker.Worker': 'worker',
  // Started by hand with their own class; with start-*.sh and spark-submit they are behind SparkSubmit.
  'org.apache.spark.sql.hive.thriftserver.HiveThriftServer2': 'driver',
  'org.apache.spark.sql.connect.service.SparkConnectServer': 'driver',
  'org.apache.spark.repl.Main': 'driver',
};
const SPARK_CLASS = /^org\.apache\.spark\.[\w.$]+$/;
const PYTHON = /(^|\/)(python|pypy|ipython|jupyter)[\d.]*(-\w+)?$/;
const PYTHON_WORKER = /^pyspark[./](daemon|worker)|\/pyspark\/(daemon|worker)\.py$/;

/** The Spark processes of a container, each with what it is; others are left out. */
export function classify(rows: readonly ProcessRow[]): readonly (ProcessRow & { readonly kind: ProcessKind })[] {
  const drivers = rows.filter((row) => kindOfJvm(row) === 'driver');
  return rows.flatMap((row) => {
    const kind = kindOfJvm(row) ?? kindOfPython(row, drivers);
    return kind === undefined ? [] : [{ ...row, kind }];
  });
}

/** By the main class: the first argument that is no option of the JVM and no value of one. */
function kindOfJvm({ args }: ProcessRow): ProcessKind | undefined {
  if (!/(^|\/)java$/.test(args[0] ?? '')) return undefined;
  const at = args.findIndex((arg) => SPARK_CLASS.test(arg));
  if (at === -1) return namesMaster(args) ? 'driver' : undefined; // A program of one's own that makes a context.
  const kind = MAIN_CLASSES[args[at] ?? ''];
  return kind === 'driver' && onlySubmits(args.slice(at + 1)) ? 'other-spark' : (kind ?? 'other-spark');
}

/** `--deploy-mode cluster`: the driver runs on a worker, this process hands it over and ends. Asking after one is none either. */
const onlySubmits = (args: readonly string[]): boolean =>
  args.some(
    (arg, at) =>
      (arg === '--deploy-mode' && args[at + 1] === 'cluster') || /^(--conf=)?spark\.submit\.deployMode=cluster$/.test(arg) || arg === '--status' || arg === '--kill',
  );

const namesMaster = (args: readonly string[]): boolean => args.some((arg) => /^(--?[\w.-]+=)?spark:\/\//.test(arg));

/**
 * A Python program is a driver when it started the JVM (a plain `python`, a notebook's kernel, the pyspark shell),
 * was started by it (spark-submit), or names a master itself.
 */
function kindOfPython(row: ProcessRow, drivers: readonly ProcessRow[]): ProcessKind | undefined {
  const { args, pid, ppid } = row;
  if (!PYTHON.test(args[0] ?? '')) return undefined;
  if (args.some((arg) => PYTHON_WORKER.test(arg))) return 'other-spark';
  const isRelated = drivers.some((driver) => driver.ppid === pid || driver.pid === ppid);
  return isRelated || namesMaster(args) ? 'python-driver' : undefined;
}

/** Whether a process descends from the container's main one. Those of `docker exec` have their parent outside the container. */
export function startedBy({ pid, ppid }: ProcessRow, rows: readonly ProcessRow[], main: number | null | undefined): ContainerProcess['startedBy'] {
  if (!main) return undefined;
  const parents = new Map(rows.map((row) => [row.pid, row.ppid]));
  let at: number | undefined = pid;
  for (let steps = 0; at !== undefined && steps <= rows.length; steps += 1) {
    if (at === main) return 'container';
    at = at === pid ? ppid : parents.get(at);
  }
  return 'exec';
}
