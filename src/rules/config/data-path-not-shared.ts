import type { ComposeService } from '#evidence/compose/schema.js';
import { commandsIn } from '#model/spark/words.js';
import { findSubmit } from '#model/spark/submit.js';
import type { Model } from '#model/model.js';
import type { SparkService } from '#model/spark-service.js';

import { defineRule, type Exhibit, type Observation } from '../define-rule.js';
import { declaredExhibit, judgeEach, MOST_NAMED, namesIn, servicesDeclared, wordPath } from '../parts/declared.js';
import { isClient } from '../parts/master-urls.js';
import { isSame, localPath, mountOf, shownSource, type Mounted } from '../parts/mounts.js';
import { service as serviceSubject } from '../parts/planes.js';

export default defineRule({
  id: 'config/data-path-not-shared',
  severity: 'warning',
  summary: 'A job names a path that its container mounts and the workers do not.',
  why: `
Executors read and write in the worker's container. A local path that only the driver mounts is missing there, or is
another, empty folder: reads fail with "file does not exist", writes end with a \`_SUCCESS\` and no data. In cluster deploy
mode the application file itself has to be on the workers.`,
  proof: 'Local paths among the arguments and settings of the job, and the mounts of its service and of every worker.',
  lookAlikes: 'A file that only the driver reads (its own configuration) needs no sharing: silence it. Wrong owners of a shared folder are another matter.',
  remedy: 'Mount the same source at the same target in the driver and in all workers, or use a shared store.',
  needs: ['compose'],
  check: (model) => {
    const workers = servicesDeclared(model, 'worker');
    return judgeEach(workers.length === 0 ? [] : servicesDeclared(model).filter(isClient), (service) => judge(model, service, workers));
  },
});

interface Named {
  /** As the command has it; undefined where only the folder's own name says that it holds data. */
  readonly word: string | undefined;
  readonly path: string;
}

const DATA: ReadonlySet<string> = new Set('data dataset datasets datalake input output warehouse lake lakehouse checkpoint checkpoints'.split(' '));

function holdsData(folder: string): boolean {
  const name = folder.slice(folder.lastIndexOf('/') + 1).toLowerCase();
  return DATA.has(name.startsWith('spark-') ? name.slice('spark-'.length) : name);
}

const dataFolders = ({ volumes = [] }: ComposeService): readonly Named[] => volumes.flatMap(({ target }) => (holdsData(target) ? [{ word: undefined, path: target }] : []));

function judge(model: Model, service: SparkService, workers: readonly SparkService[]): readonly Observation[] {
  const { compose, name, declared } = service;
  if (compose === undefined || declared?.submit?.master?.value.startsWith('local') === true) return [];
  const found = [...pathsOf(service), ...dataFolders(compose)].flatMap(({ word, path }) => {
    const mine = mountOf(compose, path);
    const without = mine === undefined ? [] : workers.filter((worker) => worker.compose !== undefined && !isSame(mine, mountOf(worker.compose, path)));
    return mine === undefined || without.length === 0 ? [] : [{ word, path, mine, without }];
  });
  const [first] = found;
  return first === undefined ? [] : [observe(model, name, service, first)];
}

function observe(model: Model, name: string, service: SparkService, { word, path, mine, without }: Named & { mine: Mounted; without: readonly SparkService[] }): Observation {
  const others = without.slice(0, MOST_NAMED).map((worker) => {
    const theirs = worker.compose === undefined ? undefined : mountOf(worker.compose, path);
    const label = theirs === undefined ? `${worker.name} has nothing mounted there` : `${worker.name} mounts ${shownSource(model, theirs)} there`;
    return declaredExhibit(model, worker.name, theirs === undefined ? ['volumes'] : ['volumes', String(theirs.index)], label);
  });
  const names = namesIn(without);
  return {
    subject: serviceSubject(name),
    ...(word === undefined ? { severity: 'info' as const } : {}),
    confidence: 'likely',
    message: `${word === undefined ? `keeps data in ${path}` : `names ${path}`}, which it mounts and ${names} ${without.length === 1 ? 'does' : 'do'} not: executors there see another folder or none`,
    exhibits: [...(word === undefined ? [] : [declaredExhibit(model, name, wordPath(service, word), word)]), declaredExhibit(model, name, ['volumes', String(mine.index)], `${shownSource(model, mine)} is mounted at ${mine.target}`), ...others] as [Exhibit, ...Exhibit[]],
    remedy: { summary: `mount ${shownSource(model, mine)} at ${mine.target} in ${names} too`, actions: [] },
  };
}

/** What follows the application's file, and folders among the settings; in cluster mode the file as well. */
function pathsOf({ declared }: SparkService): readonly Named[] {
  if (declared?.submit === undefined) return [];
  const { argv, environment } = declared.view;
  const resource = findSubmit(argv, environment)?.primaryResource;
  const words = commandsIn(argv, environment).find((command) => resource !== undefined && command.includes(resource)) ?? [];
  const own = resource === undefined ? [] : words.slice(words.indexOf(resource) + 1);
  const settings = ['spark.sql.warehouse.dir', 'spark.sql.streaming.checkpointLocation'].flatMap((key) => declared.submit?.conf.get(key)?.value ?? []);
  const program = declared.submit.deployMode === 'cluster' && resource !== undefined ? [resource] : [];
  return [...own.map((word) => word.replace(/^--?[\w.-]+=/, '')), ...settings, ...program].flatMap((word) => {
    const path = localPath(word);
    return path === undefined || /\.(conf|ya?ml|json|properties|cfg|ini|toml)$/i.test(path) ? [] : [{ word, path }];
  });
}
