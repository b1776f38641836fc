import { headroomOf, nameOf, type Cluster, type Worker } from '#model/cluster.js';
import type { Model } from '#model/model.js';
import { formatBytes } from '#units/bytes.js';

import type { Amounts, ReportCluster, ReportWorker, WorkerTrace } from '../report.js';
import { viaWords } from './via.js';

/** The cluster as the ALIVE master has it; a standby's or the files' where there is none; null where nothing is known of one. */
export function clusterPart(model: Model): ReportCluster | null {
  const masters = (model.facts['spark-master']?.masters ?? []).map(({ ui, service, document }) => ({
    url: document.url,
    status: document.status,
    ui,
    service: service ?? null,
  }));
  const { cluster } = model;
  if (cluster !== undefined) return seenCluster(model, cluster, masters);
  const declared = declaredWorkers(model);
  if (masters.length === 0 && declared.length === 0) return null;
  const sum = (of: (worker: ReportWorker) => number) => declared.reduce((total, worker) => total + of(worker), 0);
  return {
    masters,
    sparkVersion: model.facts['spark-master']?.masters.find(({ sparkVersion }) => sparkVersion !== undefined)?.sparkVersion ?? null,
    cores: amounts(sum(({ cores }) => cores.total), 0),
    memoryBytes: amounts(sum(({ memoryBytes }) => memoryBytes.total), 0),
    headroom: null,
    workers: declared,
    seen: false,
  };
}

function seenCluster(model: Model, cluster: Cluster, masters: ReportCluster['masters']): ReportCluster {
  return {
    masters,
    sparkVersion: cluster.sparkVersion ?? null,
    cores: amounts(cluster.cores, cluster.coresUsed),
    memoryBytes: amounts(cluster.memory, cluster.memoryUsed),
    headroom: rounded(headroomOf(cluster)),
    workers: cluster.workers.map((worker) => workerPart(worker, model, cluster)),
    seen: true,
  };
}

export const amounts = (total: number, used: number): Amounts => ({ total, used, free: total - used });
/** Four digits are enough for a share, and keep the JSON readable. */
export const rounded = (share: number | undefined): number | null => (share === undefined ? null : Math.round(share * 10_000) / 10_000);

function workerPart(worker: Worker, model: Model, cluster: Cluster): ReportWorker {
  const executors = cluster.queue.flatMap(({ id, name, executors: placed }) =>
    (placed ?? [])
      .filter(({ workerId }) => workerId === worker.id)
      .map(({ cores, memory }) => ({ application: id, job: model.jobs.find(({ application }) => application?.id === id)?.label ?? name, cores, memoryBytes: memory })),
  );
  return {
    id: worker.id,
    service: worker.service === undefined ? null : nameOf(worker),
    container: worker.replica?.name ?? null,
    state: worker.state,
    cores: amounts(worker.cores, worker.coresUsed),
    memoryBytes: amounts(worker.memory, worker.memoryUsed),
    executors,
    provenance: workerTrace(worker, model),
  };
}

function workerTrace({ service, replica, cores, memory, coresUsed, memoryUsed }: Worker, model: Model): WorkerTrace[] {
  const trace: WorkerTrace[] = [];
  for (const [plane, settings] of [['declared', service?.declared?.worker], ['deployed', replica?.deployed.worker]] as const) {
    for (const [setting, value, from] of [
      ['cores', settings?.cores, settings?.coresFrom],
      ['memory', settings?.memory === undefined ? undefined : formatBytes(settings.memory), settings?.memoryFrom],
    ] as const) {
      if (value === undefined) continue;
      const path = from?.startsWith('-') === true ? 'command' : `environment.${from ?? ''}`;
      const provenance = plane === 'declared' ? model.facts.compose?.provenance[`services.${service?.name ?? ''}.${path}`] : undefined;
      trace.push({ setting, plane, value: String(value), place: provenance?.place ?? null, via: [...(from === undefined ? [] : [from]), ...viaWords(provenance)] });
    }
  }
  const at = (setting: string, plane: WorkerTrace['plane'], value: string): WorkerTrace => ({ setting, plane, value, place: null, via: [] });
  return [
    ...trace,
    at('cores', 'advertised', String(cores)),
    at('memory', 'advertised', formatBytes(memory)),
    at('cores', 'granted', String(coresUsed)),
    at('memory', 'granted', formatBytes(memoryUsed)),
  ];
}

/** Without a master: what the files say that the workers would offer. */
function declaredWorkers({ services }: Model): readonly ReportWorker[] {
  return services.flatMap(({ name, declared, compose }) => {
    const worker = declared?.worker;
    if (worker === undefined || compose === undefined) return [];
    return [
      {
        id: name,
        service: name,
        container: null,
        state: 'declared',
        cores: amounts(worker.cores ?? 0, 0),
        memoryBytes: amounts(worker.memory ?? 0, 0),
        executors: [],
        provenance: [],
      },
    ];
  });
}
