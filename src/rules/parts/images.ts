import type { Model } from '#model/model.js';
import type { SparkService } from '#model/spark-service.js';

/** Images whose own variables and start scripts are known. */
export type ImageFamily = 'apache' | 'bitnami' | 'bde2020' | 'jupyter';

/** `docker.io/library/spark:3.5` -> `spark`, without registry of Docker's own, tag and digest. */
export function repositoryOf(image: string): string {
  const name = image.replace(/@sha256:.*$/, '').replace(/:[^:/]+$/, '');
  return name.replace(/^(docker\.io|index\.docker\.io|registry-1\.docker\.io)\//, '').replace(/^library\//, '');
}

/** (apache/spark-docker, bitnami/containers, big-data-europe/docker-spark, jupyter/docker-stacks: entrypoints and Dockerfiles) */
export function familyOf(image: string | undefined): ImageFamily | undefined {
  const repository = image === undefined ? '' : repositoryOf(image);
  if (repository === 'spark' || repository === 'apache/spark' || repository === 'apache/spark-py') return 'apache';
  if (/^bitnami(legacy|secure)?\/spark$/.test(repository)) return 'bitnami';
  if (/^bde2020\/spark-/.test(repository)) return 'bde2020';
  return /(^|\/)(jupyter\/)?(pyspark|all-spark)-notebook$/.test(repository) ? 'jupyter' : undefined;
}

/** Whether the image's own variables are known: it is of a known family, or the engine showed it. */
export const isImageKnown = ({ facts }: Model, { declared, replicas }: SparkService): boolean =>
  familyOf(declared?.view.image) !== undefined || facts.docker?.images[declared?.view.image ?? ''] !== undefined || replicas.length > 0;

/** Spark's version out of the tag of an image whose tags begin with it: `apache/spark:3.5.3-java17` is 3.5.3. */
export function versionIn(image: string | undefined): string | undefined {
  if (image === undefined || familyOf(image) === undefined) return undefined;
  return /:v?(\d+\.\d+(?:\.\d+)?)/.exec(image)?.[1];
}
