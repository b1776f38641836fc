import type { SubmitValue } from './spark/submit.js';

/**
 * A driver's configuration with what set each value: where the container passes the same, that; else the driver's own
 * code, or Spark itself (it fills in `spark.app.id`, `spark.driver.host` and the like).
 */
export function effectiveConf(properties: Readonly<Record<string, string>>, passed: ReadonlyMap<string, SubmitValue> | undefined): ReadonlyMap<string, SubmitValue> {
  return new Map(
    Object.entries(properties).map(([key, value]) => {
      const given = passed?.get(key);
      return [key, given?.value === value ? given : { value, origin: isSparksOwn(key) ? 'default' : 'code' }];
    }),
  );
}

/** Keys that SparkContext, spark-submit and PySpark set themselves (Spark 3.3 to 4.3, recorded environments). */
const OWN = /^spark\.(app\.(id|startTime|submitTime|initial\..*)|driver\.(host|port|extraJavaOptions)|executor\.(id|extraJavaOptions)|rdd\.compress|serializer\.objectStreamReset|scheduler\.mode|submit\.(deployMode|pyFiles)|sql\.(catalogImplementation|warehouse\.dir|artifact\..*)|ui\.showConsoleProgress|hadoop\..*|repl\..*)$/;

const isSparksOwn = (key: string): boolean => OWN.test(key);

/** A value that the container passes and that is not the one in force. */
export interface SetInCode {
  readonly key: string;
  /** Undefined: the container does not set it at all. */
  readonly passed: SubmitValue | undefined;
  readonly effective: string;
}

/** Where the program's own code overrode or added to what the container passes, by key. */
export function setInCode(conf: ReadonlyMap<string, SubmitValue>, passed: ReadonlyMap<string, SubmitValue> | undefined): readonly SetInCode[] {
  return [...conf].filter(([, { origin }]) => origin === 'code').map(([key, { value }]) => ({ key, passed: passed?.get(key), effective: value }));
}
