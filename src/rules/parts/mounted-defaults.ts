import type { Model } from '#model/model.js';
import type { SparkService } from '#model/spark-service.js';

const DEFAULTS = /(spark-defaults\.conf|\/conf\/?)$/;

/** Whether the service mounts a spark-defaults.conf, or a folder that may hold one, which nobody has read. */
export function hidesDefaults({ facts }: Model, { compose, replicas }: SparkService): boolean {
  const mounts = compose?.volumes?.some(({ target }) => DEFAULTS.test(target)) === true;
  const read = facts['mounted-files']?.files.some(({ container, sparkDefaults }) => sparkDefaults !== undefined && replicas.some((replica) => container === replica.container.Id || container === replica.name)) === true;
  return mounts && !read;
}
