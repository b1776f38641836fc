import type { Worker } from '#model/cluster.js';
import type { Model } from '#model/model.js';
import type { SparkService } from '#model/spark-service.js';
import { bytes, formatBytes, mebibytes, type Bytes } from '#units/bytes.js';

import { defineRule, type Exhibit, type Observation } from '../define-rule.js';
import { declaredExhibit, judgeEach, settingPath, type Unknown } from '../parts/declared.js';
import { isImageKnown } from '../parts/images.js';
import { onEachPlane, service as serviceSubject, STALE, type OnPlane } from '../parts/planes.js';

export default defineRule({
  id: 'memory/worker-memory-vs-container-limit',
  severity: 'critical',
  summary: 'A worker may hand out more memory than its container leaves for executors.',
  why: `
Executors run inside the worker's container, as its children. The master counts \`spark.executor.memory\` against the
worker's memory and nothing else: not the JVMs' own memory (a tenth of the heap and more), not Python, not the worker's
daemon (\`SPARK_DAEMON_MEMORY\`, 1 GiB at most). All of these share the container's limit, and the kernel kills what
goes beyond it: an executor dies with 137 while the container stays up and \`OOMKilled\` stays false.`,
  proof: '`SPARK_WORKER_MEMORY` or `-m` beside `mem_limit` of the file and `HostConfig.Memory`; what the master has granted there. More than 85 % handed out warns, 100 % is critical; heaps that were granted plus daemon and overhead above the limit are information.',
  lookAlikes: '`Java heap space` in a log is a heap that is too small inside its limit. A worker that sets no memory offers its limit less 1 GiB, at least 1 GiB.',
  remedy: 'Raise the limit, or lower SPARK_WORKER_MEMORY, so that a tenth of the heaps and the daemon fit beside them; then `docker compose up -d SERVICE`.',
  needs: ['compose'],
  causes: STALE,
  check: (model) =>
    judgeEach(
      model.services.filter(({ role }) => role === 'worker'),
      (service) => {
        const offered = onEachPlane(service, (on) => judgeOffer(model, service, on));
        return offered.length > 0 ? offered : judgeGranted(model, service);
      },
    ),
});

const OVERHEAD = 0.1;
const WARNING = 0.85;
const DAEMON = mebibytes(1024);

interface Budget {
  readonly limit: Bytes;
  readonly heaps: Bytes;
  readonly daemon: Bytes;
  readonly isDefault: boolean;
}

function judgeOffer(model: Model, service: SparkService, on: OnPlane): Observation | Unknown | undefined {
  const { limit, heaps, daemon, isDefault } = { limit: on.limits.memory, heaps: on.role.worker?.memory, ...daemonOf(on) };
  if (limit === undefined) return undefined;
  if (heaps === undefined && !isImageKnown(model, service)) return { unknown: `how much memory ${service.name} hands out: the file does not say, and its image may` };
  // Unset, a JVM that sees the limit takes it less 1 GiB, at least 1 GiB: that is all of a container of 1 GiB.
  const offered = heaps ?? bytes(Math.max(limit - DAEMON, DAEMON));
  const share = offered / limit;
  if (share <= WARNING) return undefined;
  const budget: Budget = { limit, heaps: offered, daemon, isDefault };
  const from = on.role.worker?.memoryFrom;
  const label = from === undefined ? `sets no memory, so it offers ${formatBytes(offered)}` : `${from} lets it hand out ${formatBytes(offered)}`;
  const first = on.plane === 'declared' ? declaredExhibit(model, service.name, from === undefined ? on.limits.memoryPath : settingPath(service, from), label) : { label, plane: on.plane };
  return {
    subject: serviceSubject(service.name),
    severity: share >= 1 && heaps !== undefined ? 'critical' : 'warning',
    confidence: heaps === undefined ? 'likely' : 'seen',
    message: `may hand out ${formatBytes(offered)} to executors, ${percent(share)} of the ${formatBytes(limit)} at which its container stops; its daemon and what executors need beside their heap have to fit in too`,
    exhibits: [first, limitExhibit(model, service, on, limit), ...table(budget, on.plane)],
    remedy: { summary: remedyFor(budget), actions: [] },
  };
}

/** Heaps that the master has granted, though what may be handed out leaves room. */
function judgeGranted(model: Model, service: SparkService): readonly Observation[] {
  return (model.cluster?.alive ?? []).flatMap((worker): Observation[] => {
    const budget = worker.service === service ? grantedBudget(worker) : undefined;
    if (budget === undefined || sum(budget) <= budget.limit) return [];
    return [
      {
        subject: serviceSubject(service.name),
        severity: 'info',
        message: `holds executors of ${formatBytes(budget.heaps)}; with its daemon and a tenth beside the heaps they may grow to ${formatBytes(sum(budget))}, and its container stops at ${formatBytes(budget.limit)}`,
        exhibits: [{ label: `the master has granted ${formatBytes(budget.heaps)} of executors' heap on ${worker.id}`, plane: 'granted' }, ...table(budget, 'deployed')],
        remedy: { summary: remedyFor(budget), actions: [] },
        blames: [serviceSubject(service.name)],
      },
    ];
  });
}

function grantedBudget({ memoryUsed, replica }: Worker): Budget | undefined {
  const limit = replica?.container.HostConfig.Memory ?? 0;
  if (replica === undefined || limit <= 0 || memoryUsed === 0) return undefined;
  const set = replica.deployed.worker?.daemonMemory;
  return { limit: bytes(limit), heaps: memoryUsed, daemon: set ?? DAEMON, isDefault: set === undefined };
}

function daemonOf({ role }: OnPlane): Pick<Budget, 'daemon' | 'isDefault'> {
  const set = role.worker?.daemonMemory;
  return { daemon: set ?? DAEMON, isDefault: set === undefined };
}

const overhead = ({ heaps }: Budget) => bytes(heaps * OVERHEAD);
const sum = (budget: Budget) => bytes(budget.heaps + budget.daemon + overhead(budget));

function limitExhibit(model: Model, service: SparkService, { plane, limits }: OnPlane, limit: Bytes): Exhibit {
  const label = `the container's limit is ${formatBytes(limit)}`;
  return plane === 'declared' ? declaredExhibit(model, service.name, limits.memoryPath, label) : { label, plane };
}

/** The budget, line by line. Python is named though nobody bounds it. */
function table(budget: Budget, plane: Exhibit['plane'] & string): readonly Exhibit[] {
  const line = (name: string, amount: Bytes) => ({ label: `${name.padEnd(34)} ${formatBytes(amount).padStart(9)}`, plane });
  return [
    line("executors' heap", budget.heaps),
    line(`worker's daemon heap${budget.isDefault ? ' (default)' : ''}`, budget.daemon),
    line('beside the heaps, 10 % (estimate)', overhead(budget)),
    { label: `${'Python workers'.padEnd(34)} ${'unbounded'.padStart(9)}`, plane },
    { label: `${'in all, at most'.padEnd(34)} ${formatBytes(sum(budget)).padStart(9)} of ${formatBytes(budget.limit)}`, plane },
  ];
}

function remedyFor(budget: Budget): string {
  const room = budget.limit - budget.daemon;
  const fits = Math.floor(room / (1 + OVERHEAD) / mebibytes(256)) * 256;
  const lower = fits >= 512 ? `, or lower SPARK_WORKER_MEMORY to ${String(fits)}m` : '';
  return `raise the limit to ${formatBytes(bytes(Math.ceil(sum(budget) / mebibytes(256)) * mebibytes(256)))} or more${lower}`;
}

const percent = (share: number) => `${String(Math.round(share * 100))} %`;
