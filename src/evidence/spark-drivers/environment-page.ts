import { readTables } from '../http/html-table.js';
import { parseSparkVersion } from '../spark-master/application-page.js';

/** A driver in its own words: the effective SparkConf, already without what Spark itself finds secret. */
export interface DriverEnvironment {
  readonly appId: string;
  readonly appName: string;
  readonly startTime: number | undefined;
  readonly sparkVersion: string | undefined;
  readonly properties: ReadonlyMap<string, string>;
}

/**
 * The page `/environment/` of a driver's UI. It says what the REST API's `/environment` says, and it is there at once:
 * on a cold driver 0.6 s, where the first REST request took 5.4 s (it loads Jersey; Spark 3.5.3). Read on 3.3.4 and
 * 3.5.3; that of 4.3.0 is empty until its script has asked the REST API. undefined for any other page.
 */
export function parseEnvironmentPage(html: string): DriverEnvironment | undefined {
  for (const table of readTables(html)) {
    const properties = new Map(table.map((row) => [row.get('Name') ?? '', row.get('Value') ?? '']));
    if (properties.has('spark.app.id')) return environmentOf(properties, parseSparkVersion(html));
  }
  return undefined;
}

/** A driver's page of that kind, with values or without. */
export const isEnvironmentPage = (html: string): boolean => /<title>[^<]* - Environment<\/title>/.test(html);

/** The same from any list of properties that names an application. */
export function environmentOf(properties: ReadonlyMap<string, string>, sparkVersion: string | undefined): DriverEnvironment | undefined {
  const appId = properties.get('spark.app.id');
  if (appId === undefined || appId === '') return undefined;
  const started = properties.get('spark.app.startTime');
  return {
    appId,
    appName: properties.get('spark.app.name') ?? '',
    startTime: started !== undefined && /^\d+$/.test(started) ? Number(started) : undefined,
    sparkVersion,
    properties,
  };
}
