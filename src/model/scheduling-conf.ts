import type { Model } from './model.js';
import type { SchedulingConf, WorkerSelectionPolicy } from './scheduler/cluster-state.js';

const POLICIES: readonly string[] = ['CORES_FREE_ASC', 'CORES_FREE_DESC', 'MEMORY_FREE_ASC', 'MEMORY_FREE_DESC', 'WORKER_ID'] satisfies readonly WorkerSelectionPolicy[];

/**
 * The master's own `spark.deploy.*`, Spark's defaults where nothing sets them. `plane` says whose: of the container that
 * runs, or of the file. (Keys: Spark 3.5 and 4.0 internal/config/Deploy.scala.)
 */
export function schedulingConf(model: Pick<Model, 'services' | 'cluster'>, plane: 'deployed' | 'declared' = 'deployed'): SchedulingConf {
  const master = model.services.find(({ role, declared }) => (plane === 'declared' ? declared?.role : role) === 'master');
  const deployed = master?.replicas[0]?.deployed;
  const options = (plane === 'declared' ? (master?.declared ?? deployed) : (deployed ?? master?.declared))?.master?.options;
  const of = (key: string) => options?.get(`spark.deploy.${key}`);
  const policy = of('workerSelectionPolicy')?.toUpperCase();
  return {
    sparkVersion: plane === 'deployed' ? model.cluster?.sparkVersion : versionOf(model.services),
    spreadOut: (of('spreadOutApps') ?? of('spreadOut')) !== 'false',
    spreadOutDrivers: of('spreadOutDrivers') !== 'false',
    maxDrivers: atLeastOne(of('maxDrivers')),
    defaultCores: atLeastOne(of('defaultCores')),
    workerSelectionPolicy: isPolicy(policy) ? policy : undefined,
  };
}

function atLeastOne(text: string | undefined): number | undefined {
  const count = Number(text);
  return Number.isInteger(count) && count > 0 ? count : undefined;
}

const isPolicy = (text: string | undefined): text is WorkerSelectionPolicy => text !== undefined && POLICIES.includes(text);

/** As the tag of an image tells it: `apache/spark:3.5.3`. Undefined for `latest`, or where nobody says. */
function versionOf(services: Model['services']): string | undefined {
  for (const { role, compose } of services) {
    const tag = role === 'other' ? undefined : /spark[^/]*:(?:v|.*-)?(\d+\.\d+(?:\.\d+)?)/.exec(compose?.image ?? '')?.[1];
    if (tag !== undefined) return tag;
  }
  return undefined;
}
