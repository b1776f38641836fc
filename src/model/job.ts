import type { DockerContainer } from '#evidence/docker/schema.js';
import type { Bytes } from '#units/bytes.js';

import type { Application } from './application.js';
import type { ContainerView } from './container-view.js';
import type { DriverProcess } from './driver-process.js';
import { effectiveConf } from './effective-conf.js';
import type { DriverPlace, MatchedBy } from './join.js';
import { isLocal, joinProcesses, labelOfDriver } from './outside-drivers.js';
import { containerName, type SparkReplica, type SparkService } from './spark-service.js';
import { settingsOf, type SparkSettings, type Sourced } from './spark/settings.js';
import type { SubmitValue } from './spark/submit.js';

export type Plane = 'declared' | 'deployed' | 'requested' | 'granted';
export const PLANES: readonly Plane[] = ['declared', 'deployed', 'requested', 'granted'];

/** One comparable value on the planes where it is known. Memory in bytes. */
export interface Setting {
  readonly name: SettingName;
  readonly values: { readonly [P in Plane]?: number | string };
}

export type SettingName = 'coresMax' | 'executorCores' | 'executorMemoryBytes' | 'driverMemoryBytes';

/** The first plane where a setting's value changes. */
export interface Divergence {
  readonly setting: SettingName;
  readonly from: Plane;
  readonly to: Plane;
}

/** What an application wants of the master. undefined: not visible. */
export interface Request {
  readonly coresMax: number | 'unlimited' | undefined;
  readonly executorCores: number | 'all' | undefined;
  readonly executorMemory: Bytes;
}

/**
 * A row of the table: a driver, whether or not it is a service, whether or not it ever registered. Without a service it
 * is an outside driver: started by `docker exec`, a notebook, an Airflow task, or on a machine that is not seen
 * (then `application.driverHost` is all that is known of its place).
 */
export interface Job {
  readonly label: string;
  readonly service: SparkService | undefined;
  readonly replica: SparkReplica | undefined;
  /** Where the driver runs, where that is seen. */
  readonly container: DockerContainer | undefined;
  readonly application: Application | undefined;
  readonly matchedBy: MatchedBy | undefined;
  readonly settings: readonly Setting[];
  readonly divergence: Divergence | undefined;
  /** As it stands now, and as the file would have it. */
  readonly request: Request | undefined;
  readonly declaredRequest: Request | undefined;
  /** Its JVM, as `top` showed it: arguments, who started it, its heap. Undefined: `top` was not read, or does not tell which it is. */
  readonly process: DriverProcess | undefined;
  /** Every `spark.*` key in force as its driver says, and what set it; undefined: the driver did not answer. */
  readonly conf: ReadonlyMap<string, SubmitValue> | undefined;
}

/** Jobs of the file first, in its order and by replica; then outside drivers in the order of registration, those that are none's application last. */
export function jobsOf(services: readonly SparkService[], queue: readonly Application[], places: ReadonlyMap<string, DriverPlace>, containers: ReadonlyMap<string, ContainerView>): readonly Job[] {
  const placed = [...places.values()];
  const processes = joinProcesses(containers, queue, places);
  const own = services.filter(({ role, compose, replicas }) => role === 'job' && (compose !== undefined || replicas.length > 0));
  const rows = own.flatMap((service) =>
    (service.replicas.length === 0 ? [undefined] : service.replicas).flatMap((replica) => {
      const mine = placed.filter((place) => place.replica !== undefined && place.replica === replica);
      const process = processes.ofServices.get(replica?.container.Id ?? '');
      return (mine.length === 0 ? [undefined] : mine).map((place) => serviceJob(service, replica, place, queue, process));
    }),
  );
  const outside = queue.filter(({ id }) => places.get(id)?.service === undefined).map((application) => outsideJob(application, places.get(application.id), processes.ofApplications.get(application.id)));
  const left = processes.left.filter(({ process }) => !isLocal(process) && process.submit !== undefined).map(({ view, process }) => unregisteredJob(view, process));
  return [...rows, ...outside, ...left];
}

function serviceJob(service: SparkService, replica: SparkReplica | undefined, place: DriverPlace | undefined, queue: readonly Application[], process: DriverProcess | undefined): Job {
  const application = queue.find(({ id }) => id === place?.applicationId);
  const declared = service.declared?.submit;
  const deployed = replica?.deployed.submit;
  const label = service.replicas.length > 1 && replica !== undefined ? replica.name : service.name;
  return job({ label, service, replica, container: replica?.container, place, application, declared, deployed, process });
}

function outsideJob(application: Application, place: DriverPlace | undefined, process: DriverProcess | undefined): Job {
  return job({ label: application.name, service: undefined, replica: undefined, container: place?.container, place, application, declared: undefined, deployed: startedWith(process), process });
}

/** A driver that `top` shows and the master does not list. */
const unregisteredJob = ({ container }: ContainerView, process: DriverProcess): Job =>
  job({ label: labelOfDriver(process), service: undefined, replica: undefined, container, place: undefined, application: undefined, declared: undefined, deployed: startedWith(process), process });

const startedWith = (process: DriverProcess | undefined) => (process?.submit === undefined ? undefined : settingsOf(process.submit.conf));

interface Parts {
  readonly label: string;
  readonly service: SparkService | undefined;
  readonly replica: SparkReplica | undefined;
  readonly container: DockerContainer | undefined;
  readonly place: DriverPlace | undefined;
  readonly application: Application | undefined;
  readonly declared: SparkSettings | undefined;
  readonly deployed: SparkSettings | undefined;
  readonly process: DriverProcess | undefined;
}

function job(parts: Parts): Job {
  const { application, declared, deployed, service } = parts;
  // Of an outside driver its arguments are known, and not the spark-defaults.conf beside it: what they leave open is open.
  const told = <T>(value: Sourced<T> | undefined): T | undefined => (value?.origin === 'default' && service === undefined ? undefined : value?.value);
  const requestedExecutorCores = application === undefined ? undefined : executorCoresOf(application, told(deployed?.executorCores));
  const settings: readonly Setting[] = [
    setting('coresMax', declared?.coresMax.value, told(deployed?.coresMax), application?.requested.coresMax, application?.coresGranted),
    setting('executorCores', declared?.executorCores.value, told(deployed?.executorCores), requestedExecutorCores),
    setting('executorMemoryBytes', declared?.executorMemory.value, told(deployed?.executorMemory), application?.requested.executorMemory),
    setting('driverMemoryBytes', declared?.driverMemory.value, told(deployed?.driverMemory)),
  ];
  return {
    label: parts.label,
    service: parts.service,
    replica: parts.replica,
    container: parts.container,
    application,
    matchedBy: parts.place?.matchedBy,
    settings,
    divergence: firstDivergence(settings, isIdle(application)),
    request:
      application === undefined
        ? requestOf(deployed)
        : { coresMax: application.requested.coresMax ?? told(deployed?.coresMax), executorCores: requestedExecutorCores, executorMemory: application.requested.executorMemory },
    declaredRequest: requestOf(declared),
    process: parts.process,
    conf: application?.driver === undefined ? undefined : effectiveConf(application.driver.sparkProperties, deployed?.conf),
  };
}

const requestOf = (settings: SparkSettings | undefined): Request | undefined =>
  settings === undefined ? undefined : { coresMax: settings.coresMax.value, executorCores: settings.executorCores.value, executorMemory: settings.executorMemory.value };

/** Idle by dynamic allocation: it wants no executor now, so 0 cores is what it asked for. */
export const isIdle = (application: Application | undefined): boolean => application?.requested.executorLimit === 0;

/**
 * `spark.executor.cores` is in no JSON of the master. The driver says it; else the container's own argument stands,
 * unless what the master shows (the maximum, the executors' sizes) contradicts it: then code set another.
 */
function executorCoresOf(application: Application, told: number | 'all' | undefined): number | 'all' | undefined {
  if (application.requested.executorCores !== undefined) return application.requested.executorCores;
  const sizes = new Set(application.executors?.map(({ cores }) => cores));
  const [size] = sizes;
  if (sizes.size === 1 && size !== undefined && (told === size || told === undefined)) return told === undefined ? undefined : size;
  return sizes.size === 0 || told === 'all' ? told : undefined;
}

function setting(name: SettingName, declared?: number | string, deployed?: number | string, requested?: number | string, granted?: number): Setting {
  return {
    name,
    values: {
      ...(declared === undefined ? {} : { declared }),
      ...(deployed === undefined ? {} : { deployed }),
      ...(requested === undefined ? {} : { requested }),
      ...(granted === undefined ? {} : { granted }),
    },
  };
}

function firstDivergence(settings: readonly Setting[], idle: boolean): Divergence | undefined {
  const found = settings.flatMap(({ name, values }) => {
    const known = PLANES.filter((plane) => values[plane] !== undefined);
    const at = known.findIndex((plane, index) => {
      const before = known[index - 1];
      if (before === undefined) return false;
      return plane === 'granted' ? !idle && Number(values[plane]) < Number(values[before]) : values[plane] !== values[before];
    });
    const [from, to] = [known[at - 1], known[at]];
    return from === undefined || to === undefined ? [] : [{ setting: name, from, to }];
  });
  // The earliest plane first: what the file and the container disagree on comes before what was not granted.
  return found.sort((a, b) => PLANES.indexOf(a.to) - PLANES.indexOf(b.to))[0];
}

export const jobContainerName = (job: Job): string | undefined => (job.container === undefined ? undefined : containerName(job.container));
