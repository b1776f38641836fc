import type { ContainerProcess } from '#evidence/container-processes/schema.js';
import type { Bytes } from '#units/bytes.js';
import { seconds, type Millis } from '#units/duration.js';

import type { ContainerView } from './container-view.js';
import { parseSparkMemory } from './spark/size.js';
import { parseSubmit, type SubmitCommand } from './spark/submit.js';

/**
 * A driver's JVM as Docker's `top` shows it: the one place that knows the arguments of a driver that `docker exec`, a
 * notebook or an Airflow task has started. Arguments are redacted; one that held a blank comes in pieces.
 */
export interface DriverProcess {
  readonly pid: number;
  readonly user: string;
  /** Since it was started; undefined where the engine's machine has a `ps` that does not tell. */
  readonly runsFor: Millis | undefined;
  readonly args: readonly string[];
  /** What spark-submit was given; what stands in spark-defaults.conf or in code is not among it. Undefined for a JVM that was not started by it. */
  readonly submit: SubmitCommand | undefined;
  /** The heap it really has (`-Xmx`), whatever `spark.driver.memory` says. */
  readonly heap: Bytes | undefined;
  /** By the container's main process, or from outside by `docker exec`; undefined: not known. */
  readonly startedBy: 'container' | 'exec' | undefined;
  /** The Python program beside it: its arguments, such as `python3 /opt/app/job.py`. */
  readonly python: readonly string[] | undefined;
}

const SUBMIT = 'org.apache.spark.deploy.SparkSubmit';

/** Drivers that run in a container, longest-running first. Undefined: `top` was not read. */
export function driverProcesses({ processes }: ContainerView): readonly DriverProcess[] | undefined {
  if (processes === undefined) return undefined;
  const drivers = processes.filter((process) => (process.kind === 'driver' || process.kind === 'cluster-driver') && !isFork(process, processes)).map((process) => driverOf(process, processes));
  return drivers.sort((a, b) => (b.runsFor ?? 0) - (a.runsFor ?? 0) || a.pid - b.pid);
}

function driverOf(process: ContainerProcess, all: readonly ContainerProcess[]): DriverProcess {
  const { pid, ppid, user, elapsed, args, startedBy } = process;
  const at = args.indexOf(SUBMIT);
  const heap = args.flatMap((arg) => /^-Xmx(.+)$/.exec(arg)?.[1] ?? []).at(-1);
  return {
    pid,
    user,
    runsFor: elapsed === undefined ? undefined : seconds(elapsed),
    args,
    submit: at === -1 ? undefined : parseSubmit(programOf(args), args.slice(at + 1)),
    heap: heap === undefined ? undefined : parseSparkMemory(heap),
    startedBy,
    python: all.find((one) => one.kind === 'python-driver' && (one.ppid === pid || one.pid === ppid))?.args,
  };
}

/** A JVM that starts a program is for a moment two processes with the same arguments (fork before exec). */
const isFork = ({ ppid, args }: ContainerProcess, all: readonly ContainerProcess[]): boolean => all.some((parent) => parent.pid === ppid && parent.args.join(' ') === args.join(' '));

/** The JVM is the same for all of them; the shells name themselves as the resource. */
function programOf(args: readonly string[]): string {
  if (args.includes('pyspark-shell')) return 'pyspark';
  return args.includes('spark-shell') ? 'spark-shell' : 'spark-submit';
}

/** As a person may have typed it: `pyspark --master spark://spark-master:7077 --name PySparkShell`. Undefined for a JVM that spark-submit did not start. */
export function commandOf({ args, submit, python }: DriverProcess): string | undefined {
  if (submit === undefined) return python?.join(' ');
  const own = args.slice(args.indexOf(SUBMIT) + 1).filter((arg) => !/^(pyspark|spark)-shell$/.test(arg));
  const isPlain = submit.program === 'pyspark' && python !== undefined && python.length > 1;
  return [...(isPlain ? [...python, 'with'] : [submit.program]), ...own].join(' ');
}
