import type { Model } from '#model/model.js';
import type { SparkReplica, SparkService } from '#model/spark-service.js';
import { formatDuration, millis, seconds } from '#units/duration.js';

import { defineRule, type Exhibit, type Observation } from '../define-rule.js';

/** A driver whose master comes back needs some seconds to be told so. */
const GRACE = seconds(30);

export default defineRule({
  id: 'cluster/driver-orphaned',
  severity: 'critical',
  summary: 'A driver runs, but the master does not know its application.',
  why: `
A master without recovery (spark.deploy.recoveryMode NONE, the default) forgets every application when it restarts. The
workers register again and end the executors; the driver waits for its master for ever and does no work, while its
container is up and looks healthy.`,
  proof: 'The application id in the driver\'s own log or REST, and a master that is ALIVE and lists it neither as active nor as completed.',
  lookAlikes: 'An application that ended is listed as completed. After a fail-over with ZooKeeper or FILESYSTEM recovery the new master lists it again.',
  remedy: 'Restart the job: `docker compose restart SERVICE`. To survive it next time: -Dspark.deploy.recoveryMode=FILESYSTEM with a recoveryDirectory on a volume, in SPARK_DAEMON_JAVA_OPTS of the master.',
  needs: ['cluster', 'docker'],
  check: (model) => {
    const drivers = model.services.filter(({ role }) => role === 'job').flatMap((service) => service.replicas.filter(({ running }) => running).map((replica) => ({ service, replica })));
    const seen = drivers.filter(({ replica }) => idOf(replica, model) !== undefined);
    const registered = new Set(model.jobs.flatMap(({ replica, application }) => (application === undefined ? [] : [replica])));
    const unknown = drivers.filter((driver) => !seen.includes(driver) && !registered.has(driver.replica));
    return {
      examined: drivers.length - unknown.length,
      observations: seen.flatMap(({ service, replica }) => observe(service, replica, model)),
      unknown: unknown.map(({ service }) => `which application ${service.name} has: read docker compose logs ${service.name}`),
    };
  },
});

const logOf = ({ container }: SparkReplica, { containers }: Model) => containers.get(container.Id)?.log;
const driverOf = ({ name }: SparkReplica, { facts }: Model) => facts['spark-drivers']?.drivers.find(({ container }) => container === name);
const idOf = (replica: SparkReplica, model: Model) => driverOf(replica, model)?.appId ?? logOf(replica, model)?.appId;

function observe(service: SparkService, replica: SparkReplica, model: Model): Observation[] {
  const id = idOf(replica, model);
  const { cluster, takenAt } = model;
  if (id === undefined || cluster === undefined) return [];
  const { activeapps, completedapps } = cluster.master.document;
  if ([...activeapps, ...completedapps].some((application) => application.id === id)) return [];
  const log = logOf(replica, model);
  const lost = log?.marks['master-lost'];
  const since = lost?.first === undefined ? undefined : millis(takenAt.getTime() - Date.parse(lost.first));
  const alive = driverOf(replica, model);
  if (since !== undefined && since < GRACE) return [];
  const witness: Exhibit = alive === undefined ? { label: `its log names application ${id}`, plane: 'requested' } : { label: `${alive.ui} answers as application ${id}`, plane: 'requested' };
  return [
    {
      subject: { kind: 'service', name: service.name },
      confidence: alive === undefined && lost === undefined ? 'likely' : 'seen',
      message: `runs as ${id}, which the master does not know: it ${lost === undefined ? 'was restarted' : 'restarted'}${since === undefined || since < 0 ? '' : ` ${formatDuration(since)} ago`} and forgot it, so the job gets no cores and does nothing`,
      exhibits: [
        witness,
        { label: `${cluster.master.ui}/json/ lists ${String(activeapps.length)} active and ${String(completedapps.length)} completed applications, not this one`, plane: 'granted' },
        ...(lost === undefined ? [] : [{ label: `log: ${lost.line}` }]),
      ],
      remedy: { summary: `restart ${service.name}: it registers anew`, actions: [{ kind: 'restart', service: service.name }] },
      blames: [{ kind: 'service', name: service.name }],
    },
  ];
}
