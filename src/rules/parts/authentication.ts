import type { SparkRole } from '#model/spark-service.js';

import { familyOf } from './images.js';

const OPTIONS = ['SPARK_MASTER_OPTS', 'SPARK_WORKER_OPTS', 'SPARK_DAEMON_JAVA_OPTS', 'SPARK_SUBMIT_OPTS'];
const YES = /^(yes|true|1)$/i;

/** Whether RPC authentication is on; undefined where nothing that was seen says so. */
export function authenticates(role: SparkRole | undefined): boolean | undefined {
  const set = role?.submit?.conf.get('spark.authenticate')?.value ?? option(role, 'spark\\.authenticate');
  if (set !== undefined) return set === 'true';
  const told = role?.view.environment.get('SPARK_RPC_AUTHENTICATION_ENABLED');
  if (told !== undefined) return YES.test(told);
  return familyOf(role?.view.image) === 'bitnami' ? false : undefined;
}

/** Its secret, as the mark that stands for it: equal marks, equal secrets. */
export function secretOf(role: SparkRole | undefined): string | undefined {
  const variables = role?.view.environment;
  return role?.submit?.conf.get('spark.authenticate.secret')?.value ?? option(role, 'spark\\.authenticate\\.secret') ?? variables?.get('SPARK_RPC_AUTHENTICATION_SECRET') ?? variables?.get('SPARK_AUTHENTICATE_SECRET');
}

function option(role: SparkRole | undefined, key: string): string | undefined {
  const texts = OPTIONS.map((name) => role?.view.environment.get(name) ?? '').filter((text) => text !== '');
  return texts.map((text) => new RegExp(`-D${key}=(\\S+)`).exec(text)?.[1]).find((value) => value !== undefined);
}
