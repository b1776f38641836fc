import { posix } from 'node:path';

import type { DockerContainer } from '../docker/schema.js';

/** A file that may be there, by its path inside the container and on the engine's machine. */
export interface Candidate {
  readonly path: string;
  readonly source: string;
}

/** A bind mount: itself, should it be a file; what to look for beneath it, should it be a folder. */
export interface BoundMount extends Candidate {
  /** Is it, as a file, one that is read at start and no more? A log or a table of data is not. */
  readonly isReadAtStart: boolean;
  readonly beneath: readonly Candidate[];
}

const CONF_FILES = [
  'spark-defaults.conf',
  'spark-env.sh',
  'log4j.properties',
  'log4j2.properties',
  'log4j2.xml',
  'metrics.properties',
  'fairscheduler.xml',
  'hive-site.xml',
  'core-site.xml',
];
/** Where images keep it: the official one and its like, Bitnami's, bde2020's, distributions'. */
export const CONF_FOLDERS = ['/opt/spark/conf', '/opt/bitnami/spark/conf', '/spark/conf', '/usr/local/spark/conf', '/etc/spark/conf'];
const READ_AT_START: ReadonlySet<string> = new Set('.py .jar .zip .egg .whl .sh .sql .conf .properties .xml .yml .yaml .toml .ini .cfg .env'.split(' '));
const NAMED_FILE: ReadonlySet<string> = new Set('.py .jar .zip .egg .whl .sh .sql .r .scala .conf .properties'.split(' '));
const endingOf = (path: string) => (path.includes('.') ? path.slice(path.lastIndexOf('.')).toLowerCase() : '');
const MOST_BENEATH = 40;

/** The bind mounts of a container with what is worth a look there. Named volumes are Docker's: nobody edits them by hand. */
export function boundMounts(container: DockerContainer): readonly BoundMount[] {
  const binds = (container.Mounts ?? []).filter(({ Type }) => Type === 'bind');
  if (binds.length === 0) return [];
  const named = filesNamed(container);
  const wanted = [...named, ...confFolders(container).flatMap((folder) => CONF_FILES.map((name) => `${folder.replace(/\/+$/, '')}/${name}`))];
  return binds.flatMap(({ Source, Destination }) => {
    if (!Source || !Destination.startsWith('/')) return [];
    const own = isConfFolder(Destination) ? CONF_FILES.map((name) => posix.join(Destination, name)) : [];
    const beneath = [...new Set([...wanted, ...own])].filter((path) => path.startsWith(`${Destination.replace(/\/$/, '')}/`)).slice(0, MOST_BENEATH);
    return [
      {
        path: Destination,
        source: Source,
        isReadAtStart: READ_AT_START.has(endingOf(Destination)) || named.includes(Destination),
        beneath: beneath.map((path) => ({ path, source: posix.join(Source, posix.relative(Destination, path)) })),
      },
    ];
  });
}

/** Is it written as spark-defaults.conf is, and read as such? */
export function isSparkDefaults(path: string, container: DockerContainer): boolean {
  if (posix.basename(path) === 'spark-defaults.conf') return true;
  const words = wordsOf(container);
  return words.some((word, at) => (words[at - 1] === '--properties-file' ? word : word.startsWith('--properties-file=') ? word.slice('--properties-file='.length) : undefined) === path);
}

const isConfFolder = (folder: string) => folder.toLowerCase().includes('conf') && /(^|[/_.-])conf(ig)?s?$/i.test(folder);

function confFolders(container: DockerContainer): readonly string[] {
  const { SPARK_CONF_DIR, SPARK_HOME } = environmentOf(container);
  const own = [SPARK_CONF_DIR, SPARK_HOME === undefined ? undefined : posix.join(SPARK_HOME, 'conf')];
  return [...new Set([...own.filter((folder) => folder?.startsWith('/')), ...CONF_FOLDERS])] as string[];
}

const environmentOf = ({ Config }: DockerContainer): Readonly<Partial<Record<string, string>>> =>
  Object.fromEntries((Config.Env ?? []).map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]));

/** Programs and libraries named in the command, `--py-files a,b` and `local:///` and lines for a shell included. */
function filesNamed(container: DockerContainer): readonly string[] {
  const folder = container.Config.WorkingDir ?? '/';
  const names = wordsOf(container).flatMap((word) => word.replace(/^--?[\w.-]+=/, '').split(','));
  return names.filter((name) => NAMED_FILE.has(endingOf(name))).map((name) => posix.resolve(folder === '' ? '/' : folder, name.replace(/^(local|file):(\/\/)?/, '')));
}

const wordsOf = ({ Config }: DockerContainer): readonly string[] =>
  [...(Config.Entrypoint ?? []), ...(Config.Cmd ?? [])].flatMap((argument) => argument.split(/[\s"';&|()]+/)).filter((word) => word !== '');
