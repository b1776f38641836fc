import type { Job } from '#model/job.js';
import type { Model } from '#model/model.js';
import { containerName } from '#model/spark-service.js';
import { formatCores } from '#units/cores.js';
import { minutes } from '#units/duration.js';

import { defineRule, type Exhibit, type Observation } from '../define-rule.js';
import { endedExecutors, lineIn, type EndedExecutors } from '../parts/executor-end.js';
import { gathered } from '../parts/seen.js';

/** So many ends are no accident. */
const PILE = 3;
/** Each lives for some seconds; where many were spread over days, other things ended them. */
const LIFE = minutes(2);
const NO_WAY = /Failed to connect to ([^\s/]+)\/(<unresolved>|[\d.]+):(\d+)|UnknownHostException: (\S+)|Cannot register with driver: (\S+)|Cannot receive any reply from (\S+) in/;
/** Ends that have another reason, and a rule of their own. */
const OTHER = /InvalidClassException|Python in worker has different version|PYTHON_VERSION_MISMATCH|Permission denied|OutOfMemoryError|Could not create the Java Virtual Machine/;

export default defineRule({
  id: 'network/executors-cannot-reach-driver',
  severity: 'critical',
  summary: 'Executors are launched and end at once, because they cannot open the driver\'s address.',
  why: `
An executor calls back to the address that the driver names (\`spark.driver.host\`, by default the name of its own
container). Where the workers cannot resolve or reach it, each executor ends with code 1 after some seconds and the
master launches the next one, for ever: the application is RUNNING with cores and does nothing.`,
  proof: 'The stderr of an ended executor ("Failed to connect to HOST"), executors that pile up as EXITED on the application\'s page, `finishedexecutors` of the workers.',
  lookAlikes: 'Another Spark build, another Python, an unwritable work directory end executors too: their stderr says so. 0 cores is `scheduling/application-waiting`. KILLED executors were sent home.',
  remedy: 'Put driver and workers on one network, set spark.driver.host to the driver\'s service name and spark.driver.bindAddress to 0.0.0.0. For a driver outside Docker: host.docker.internal, fixed spark.driver.port and spark.blockManager.port.',
  needs: ['cluster'],
  causes: ['network/driver-on-unshared-network', 'drift/stale-command', 'drift/stale-environment', 'image/spark-build-mismatch', 'image/python-minor-mismatch'],
  check: (model) => {
    const running = model.jobs.filter(({ application }) => application?.state === 'RUNNING' && application.coresGranted > 0);
    const seen = running.map((job) => ({ job, ended: job.application === undefined ? undefined : endedExecutors(job.application, model) }));
    const blind = model.facts['spark-workers'] === undefined ? running.filter(({ application }) => application?.driver?.executors === undefined && !model.cluster?.master.applicationPages.some(({ appId }) => appId === application?.id)) : [];
    return {
      examined: running.length - blind.length,
      observations: seen.flatMap(({ job, ended }) => (ended === undefined ? [] : observe(job, ended, model))),
      unknown: gathered(blind.map(({ label }) => label), (names) => `whether executors of ${names} stay alive: neither page nor workers were read`),
    };
  },
});

function observe(job: Job, ended: EndedExecutors, { facts, cluster }: Model): Observation[] {
  const { application, container } = job;
  const line = lineIn(ended.stderr, NO_WAY);
  const isOther = ended.stderr !== undefined && line === undefined && OTHER.test(ended.stderr);
  if (application === undefined || isOther || ended.noneAtWork === false) return [];
  const follow = ended.count > 0 && application.age / ended.count < LIFE;
  if (!follow || (line === undefined && ended.count < PILE)) return [];
  const atWorker = facts['spark-workers']?.workers.flatMap(({ executors, finishedExecutors }) => [...executors, ...finishedExecutors]).find(({ appId, driver }) => appId === application.id && driver !== undefined)?.driver;
  const host = atWorker?.host ?? application.driverHost;
  const address = host === undefined ? 'the driver' : `the driver's ${host}${atWorker === undefined ? '' : `:${String(atWorker.port)}`}`;
  const own = host !== undefined && /^(localhost|127\.)/.test(host) ? '; that name is the executor\'s own container' : '';
  const networks = Object.keys(container?.NetworkSettings.Networks ?? {});
  const theirs = [...new Set((cluster?.alive ?? []).flatMap((worker) => Object.keys(worker.container?.NetworkSettings.Networks ?? {})))];
  const apart = networks.length > 0 && theirs.length > 0 && !networks.some((network) => theirs.includes(network)) ? `; its container is on ${networks.join(', ')}, the workers on ${theirs.join(', ')}` : '';
  const exhibits: readonly Exhibit[] = [
    { label: `${formatCores(application.coresGranted)} granted, ${String(ended.count)} ${ended.count === 1 ? 'executor' : 'executors'} ended, ${ended.noneAtWork === true ? 'the driver lists none at work' : 'none was seen to work'}`, plane: 'granted' },
    ...(container === undefined || networks.length === 0 ? [] : [{ label: `container ${containerName(container)} is on ${networks.join(', ')}`, plane: 'deployed' as const }]),
  ];
  return [
    {
      subject: { kind: 'application', name: application.id },
      confidence: line === undefined ? 'likely' : 'seen',
      message: `${job.label} has cores, but its executors end as soon as they start: workers cannot open ${address}${own}${apart}`,
      exhibits: [line === undefined ? { label: 'the stderr of an ended executor, in its worker\'s web UI, would say why' } : { label: `executor's stderr: ${line}`, plane: 'granted' }, ...exhibits],
      remedy: { summary: `set spark.driver.host to a name of ${job.label}'s container that the workers resolve, and spark.driver.bindAddress to 0.0.0.0`, actions: [] },
      blames: [...(job.service === undefined ? [] : [{ kind: 'service' as const, name: job.service.name }]), { kind: 'application', name: application.id }],
    },
  ];
}
