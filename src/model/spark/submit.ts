import { commandsIn, programName, type Environment } from './words.js';

/** Where spark-submit takes a value from; the order is that of its precedence, highest first. */
export type SubmitOrigin = 'flag' | 'conf' | 'properties-file' | 'spark-defaults' | 'environment' | 'code' | 'default';

export interface SubmitValue {
  readonly value: string;
  readonly origin: SubmitOrigin;
}

/** What a driver's command line asks for. */
export interface SubmitCommand {
  /** The program that starts the driver: `spark-submit`, `pyspark`, `spark-shell` ... */
  readonly program: string;
  /** By configuration key: dedicated flags and `--conf`, flags winning. */
  readonly conf: ReadonlyMap<string, SubmitValue>;
  readonly propertiesFile: string | undefined;
  /** Application file; what follows it belongs to the application. */
  readonly primaryResource: string | undefined;
  readonly mainClass: string | undefined;
  readonly supervise: boolean;
  /** Values that stand on the same line and lose: to a later one, or to the flag of their key. */
  readonly overridden: readonly { readonly key: string; readonly value: string; readonly by: string }[];
}

/** Dedicated flags and the key each stands for (Spark 3.5 SparkSubmitOptionParser, SparkSubmitArguments). */
const FLAG_KEY: Readonly<Record<string, string>> = {
  '--master': 'spark.master',
  '--remote': 'spark.remote',
  '--deploy-mode': 'spark.submit.deployMode',
  '--name': 'spark.app.name',
  '--total-executor-cores': 'spark.cores.max',
  '--executor-cores': 'spark.executor.cores',
  '--executor-memory': 'spark.executor.memory',
  '--num-executors': 'spark.executor.instances',
  '--driver-memory': 'spark.driver.memory',
  '--driver-cores': 'spark.driver.cores',
};
/** The dedicated flags of a key. */
export const flagsFor = (key: string): readonly string[] => Object.keys(FLAG_KEY).filter((flag) => FLAG_KEY[flag] === key);

const OTHER_VALUED: ReadonlySet<string> = new Set(
  '-c --class --jars --files --py-files --packages --archives --queue --proxy-user --principal --keytab --driver-java-options --driver-class-path --driver-library-path --exclude-packages --repositories --properties-file --conf'.split(' '),
);
const SWITCHES: ReadonlySet<string> = new Set('--supervise --verbose --help --version --usage-error --load-spark-defaults -v -h'.split(' '));
const PROGRAMS: ReadonlySet<string> = new Set('spark-submit pyspark spark-shell spark-sql sparkR spark-connect-shell start-thriftserver.sh start-connect-server.sh'.split(' '));
const SUBMIT_CLASS = 'org.apache.spark.deploy.SparkSubmit';
/** Programs whose own arguments may come between those of Spark. */
const MIXES = /pyspark|spark-shell|spark-sql|start-/;

/** The driver's command in an argument list, behind `sh -c` too; undefined where there is none. */
export function findSubmit(argv: readonly string[], environment: Environment): SubmitCommand | undefined {
  for (const words of commandsIn(argv, environment)) {
    const at = words.findIndex((word) => PROGRAMS.has(programName(word)) || word === SUBMIT_CLASS);
    if (at === -1) continue;
    const program = programName(words[at] ?? '');
    return parseSubmit(program === SUBMIT_CLASS ? 'spark-submit' : program, words.slice(at + 1));
  }
  return undefined;
}

/** Reads the arguments as spark-submit does: the first word that is no option is the application, and ends them. */
export function parseSubmit(program: string, words: readonly string[]): SubmitCommand {
  const written: Written[] = [];
  const rest: { propertiesFile?: string; mainClass?: string; primaryResource?: string; supervise: boolean } = { supervise: false };
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    const [option, inline] = word.startsWith('--') ? splitOnce(word) : [word, undefined];
    if (SWITCHES.has(word)) {
      if (word === '--supervise') rest.supervise = true;
      continue;
    }
    const key = FLAG_KEY[option];
    if (key === undefined && !OTHER_VALUED.has(option)) {
      if (MIXES.test(program) && word.startsWith('-')) continue;
      rest.primaryResource ??= word;
      if (MIXES.test(program)) continue;
      break;
    }
    const value = inline ?? words[(at += 1)] ?? '';
    if (key !== undefined) written.push({ key, value, origin: 'flag' });
    else if (option === '--conf' || option === '-c') written.push(...confOf(value));
    else if (option === '--properties-file') rest.propertiesFile = value;
    else if (option === '--class') rest.mainClass = value;
  }
  return { program, ...effectiveOf(written), propertiesFile: rest.propertiesFile, primaryResource: rest.primaryResource, mainClass: rest.mainClass, supervise: rest.supervise };
}

interface Written extends SubmitValue {
  readonly key: string;
}

/** Of one key the flag counts before `--conf`, and the later before the earlier. */
function effectiveOf(written: readonly Written[]): Pick<SubmitCommand, 'conf' | 'overridden'> {
  const inOrder = [...written.filter(({ origin }) => origin === 'conf'), ...written.filter(({ origin }) => origin === 'flag')];
  const conf = new Map(inOrder.map(({ key, value, origin }) => [key, { value, origin }] as const));
  const overridden = written.flatMap(({ key, value }) => {
    const by = conf.get(key)?.value ?? value;
    return by === value ? [] : [{ key, value, by }];
  });
  return { conf, overridden };
}

function confOf(pair: string): readonly Written[] {
  const [key, value] = splitOnce(pair);
  return value === undefined ? [] : [{ key: key.trim(), value, origin: 'conf' }];
}

function splitOnce(text: string): [string, string | undefined] {
  const at = text.indexOf('=');
  return at === -1 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}
