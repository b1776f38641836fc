import type { ComposeService } from '#evidence/compose/schema.js';
import type { SparkRole, SparkService } from '#model/spark-service.js';

import { familyOf } from './images.js';

/** A `spark://` address that a service is given, and where. */
export interface MasterUrl {
  readonly url: string;
  /** Below the service. */
  readonly path: readonly string[];
}

const URL = /spark:\/\/[^\s"'`,;&|)\]}?]*(?:,[\w.-]+:\d+)*/g;

/** Addresses in the command and in variables; those that a shell or program still has to fill in are left out. */
export function masterUrls(service: ComposeService, role: SparkRole): readonly MasterUrl[] {
  const words = (list: readonly string[] | null | undefined, key: string) => (list ?? []).flatMap((word, index) => urlsIn(word, [key, String(index)]));
  const written = [
    ...words(service.command, 'command'),
    ...words(service.entrypoint, 'entrypoint'),
    ...Object.entries(service.environment ?? {}).flatMap(([key, value]) => urlsIn(value ?? '', ['environment', key])),
  ];
  const found = written.length === 0 ? ownDefault(role) : written;
  return found.filter(({ url }, at) => found.findIndex((other) => other.url === url) === at);
}

function urlsIn(text: string, path: readonly string[]): readonly MasterUrl[] {
  if (!text.includes('spark://')) return [];
  return [...text.matchAll(URL)].flatMap(([url]) => (/[$%{<\u2039]/.test(url) || url === 'spark://' ? [] : [{ url, path }]));
}

/** What the image's own start script dials (bitnami/spark libspark.sh, big-data-europe worker.sh). */
function ownDefault({ role, view }: SparkRole): readonly MasterUrl[] {
  const family = familyOf(view.image);
  return role === 'worker' && (family === 'bitnami' || family === 'bde2020') ? [{ url: 'spark://spark-master:7077', path: ['image'] }] : [];
}

export interface HostPort {
  readonly host: string;
  readonly port: number;
}

/** Undefined for what Spark refuses as "Invalid master URL" (Spark 3.5 Utils.extractHostPortFromSparkUrl). */
export function hostsIn(url: string): readonly HostPort[] | undefined {
  const parts = url.replace('spark://', '').split(',');
  const hosts = parts.map((part): HostPort | undefined => {
    const match = /^([A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9a-fA-F:]+\]):(\d{1,5})$/.exec(part);
    return match === null ? undefined : { host: match[1] ?? '', port: Number(match[2]) };
  });
  const valid = hosts.filter((host) => host !== undefined);
  return valid.length === hosts.length ? valid : undefined;
}

/** A service that drives Spark: a job, or a notebook, scheduler, server that is given a master's address. */
export function isClient({ name, compose, declared }: SparkService): boolean {
  if (compose === undefined || declared === undefined) return false;
  if (declared.role === 'job') return true;
  const words = [name, compose.image ?? '', ...(compose.command ?? [])].join(' ');
  return declared.role === 'other' && !/worker|slave|master|history/i.test(words.replace(URL, '')) && masterUrls(compose, declared).length > 0;
}
