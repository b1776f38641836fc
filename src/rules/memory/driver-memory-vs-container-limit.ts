import type { Model } from '#model/model.js';
import type { SparkService } from '#model/spark-service.js';
import { bytes, formatBytes, mebibytes } from '#units/bytes.js';

import { defineRule, type Observation } from '../define-rule.js';
import { declaredExhibit, judgeEach, type Unknown } from '../parts/declared.js';
import { isImageKnown } from '../parts/images.js';
import { hidesDefaults, settingExhibit } from '../parts/mounted-defaults.js';
import { onEachPlane, service as serviceSubject, STALE, type OnPlane } from '../parts/planes.js';

export default defineRule({
  id: 'memory/driver-memory-vs-container-limit',
  severity: 'warning',
  summary: 'A driver\'s heap may grow to what its container stops at.',
  why: `
In client mode the driver runs in the job's own container. \`--driver-memory\` (1 GiB unless set) bounds its heap only;
the JVM's own memory and, with PySpark, the Python program come on top. When the heap fills up the kernel kills the
driver (137), and the application ends as FINISHED.`,
  proof: '`--driver-memory`, `spark.driver.memory`, SPARK_DRIVER_MEMORY or the default, beside `mem_limit` of the file and `HostConfig.Memory`: more than 85 %.',
  lookAlikes: '`Java heap space` in the log is a heap that is too small inside its limit. In cluster mode the driver\'s memory is taken from a worker.',
  remedy: 'Raise the limit, or lower --driver-memory to about three quarters of it; then `docker compose up -d SERVICE`.',
  needs: ['compose'],
  causes: ['memory/container-oom-killed', ...STALE],
  check: (model) =>
    judgeEach(
      model.services.filter(({ role }) => role === 'job'),
      (service) => onEachPlane(service, (on) => judge(model, service, on)),
    ),
});

const WARNING = 0.85;

function judge(model: Model, service: SparkService, { plane, role: { submit }, limits: { memory, memoryPath } }: OnPlane): Observation | Unknown | undefined {
  if (submit === undefined || submit.deployMode === 'cluster' || memory === undefined) return undefined;
  const { value: heap, origin } = submit.driverMemory;
  const share = heap / memory;
  if (share <= WARNING) return undefined;
  if (origin === 'default' && hidesDefaults(service)) return { unknown: `how large the driver's heap of ${service.name} is: its spark-defaults.conf was not seen` };
  const label = `spark.driver.memory is ${formatBytes(heap)}${origin === 'default' ? ' (default)' : ''}`;
  const limit = `the container's limit is ${formatBytes(memory)}`;
  const isFile = plane === 'declared';
  return {
    subject: serviceSubject(service.name),
    ...(origin === 'default' && !isImageKnown(model, service) ? { confidence: 'likely' as const } : {}),
    message: `may fill a driver's heap of ${formatBytes(heap)}, ${String(Math.round(share * 100))} % of the ${formatBytes(memory)} at which the container stops; the rest of the JVM and Python have to fit in too`,
    exhibits: [
      !isFile ? { label, plane } : origin === 'default' ? declaredExhibit(model, service.name, memoryPath, label) : settingExhibit(model, service, 'spark.driver.memory', 'driver-memory', label),
      isFile ? declaredExhibit(model, service.name, memoryPath, limit) : { label: limit, plane },
    ],
    remedy: { summary: `raise the limit to ${formatBytes(bytes(Math.ceil((heap * 1.3) / mebibytes(256)) * mebibytes(256)))}, or lower --driver-memory to ${String(Math.floor((memory * 0.75) / 1024 ** 2))}m`, actions: [] },
    blames: [serviceSubject(service.name)],
  };
}
