import { commandOf } from '#model/driver-process.js';
import { jobContainerName, PLANES, type Job, type Setting } from '#model/job.js';
import type { Model } from '#model/model.js';
import type { SubmitValue } from '#model/spark/submit.js';
import { waitingJobs } from '#model/waiting.js';

import type { PlaneValues, ReportDriver, ReportJob, ReportWait } from '../report.js';
import { declaredOrigin, deployedOrigin, type OriginWords } from './job-origin.js';

const KEY: Readonly<Record<string, string>> = {
  coresMax: 'spark.cores.max',
  executorCores: 'spark.executor.cores',
  executorMemoryBytes: 'spark.executor.memory',
  driverMemoryBytes: 'spark.driver.memory',
};

export function jobPart(job: Job, model: Model): ReportJob {
  const { application } = job;
  const waiting = application?.state === 'WAITING';
  return {
    service: job.service?.name ?? null,
    container: jobContainerName(job) ?? null,
    label: job.label,
    application:
      application === undefined
        ? null
        : {
            id: application.id,
            name: application.name,
            state: application.state,
            waitingSeconds: waiting ? Math.floor(application.age / 1000) : null,
            runningSeconds: waiting ? null : Math.floor(application.age / 1000),
            matchedBy: job.matchedBy ?? 'none',
          },
    settings: Object.fromEntries(job.settings.map((setting) => [setting.name, planeValues(setting)])),
    granted:
      application === undefined
        ? null
        : {
            cores: application.coresGranted,
            executors: application.executors?.length ?? 0,
            memoryBytes: (application.executors ?? []).reduce((sum, { memory }) => sum + memory, 0),
          },
    driver: driverPart(job),
    divergence: job.divergence ?? null,
    wait: waitPart(job, model),
    provenance: job.settings.flatMap((setting) => traceOf(setting, job, model)),
  };
}

function driverPart({ application, process }: Job): ReportDriver | null {
  const host = application?.driverHost;
  if (process === undefined && host === undefined) return null;
  return {
    host: host ?? null,
    startedBy: process?.startedBy ?? null,
    user: process?.user ?? null,
    runningSeconds: process?.runsFor === undefined ? null : Math.floor(process.runsFor / 1000),
    command: (process === undefined ? undefined : commandOf(process)) ?? null,
  };
}

function waitPart(job: Job, model: Model): ReportWait | null {
  const waiting = waitingJobs(model).find((one) => one.job === job);
  if (waiting === undefined) return null;
  const { wait: { reason, sentence }, unknown, waysOut } = waiting;
  return { kind: reason.kind, sentence, unknown, waysOut: waysOut.map(({ changes, sentence: words, cores }) => ({ changes, sentence: words, cores })) };
}

function planeValues({ name, values }: Setting): PlaneValues<number | string> {
  const { declared = null, deployed = null, requested = null } = values;
  return { declared, deployed, requested, ...(name === 'coresMax' ? { granted: values.granted ?? null } : {}) };
}

function traceOf({ name, values }: Setting, job: Job, model: Model): ReportJob['provenance'] {
  return PLANES.flatMap((plane) => {
    const value = values[plane];
    if (value === undefined) return [];
    const origin = originOf(plane, KEY[name] ?? '', job);
    return [{ setting: name, plane, value: String(value), ...originWords(plane, KEY[name] ?? '', origin, job, model) }];
  });
}

function originOf(plane: (typeof PLANES)[number], key: string, { service, replica, process, conf }: Job): SubmitValue | undefined {
  if (plane === 'declared') return service?.declared?.submit?.conf.get(key);
  if (plane === 'deployed') return (replica?.deployed.submit ?? process?.submit)?.conf.get(key);
  return plane === 'requested' ? conf?.get(key) : undefined;
}

function originWords(plane: (typeof PLANES)[number], key: string, origin: SubmitValue | undefined, job: Job, model: Model): OriginWords {
  if (plane === 'declared') return declaredOrigin(key, origin, job, model);
  if (plane === 'deployed') return deployedOrigin(key, origin, job, model);
  if (plane === 'granted') return { place: null, via: ["the master's /json/"] };
  const { application } = job;
  if (application?.requested.settings === undefined) return { place: null, via: ["the master's application page"] };
  return { place: null, via: [`the driver's environment${origin?.origin === 'code' ? ', set in code' : ''}`] };
}
