import type { Model } from '#model/model.js';
import type { SparkReplica, SparkService } from '#model/spark-service.js';

import { defineRule, type Observation } from '../define-rule.js';

export default defineRule({
  id: 'cluster/application-removed',
  severity: 'critical',
  summary: 'A driver\'s container runs, but the master has removed its application.',
  why: `
The master gives an application up after ten executors in a row that ended before they ran (\`spark.deploy.maxExecutorRetries\`),
while it has no other executor. A work directory that cannot be written does that, and so does a worker that is stopped in good order
(\`docker stop\`, \`docker compose up -d\` of an edited worker): while it goes down it refuses every executor, and the master
offers it the next one at once. The driver's context ends, but a Python program that waits keeps its container up.`,
  proof: 'The application id in the driver\'s own log or REST is among `completedapps` of the master\'s `/json/` as FAILED or KILLED, while the container runs.',
  lookAlikes: 'An application that the master does not list at all was forgotten by a restarted master: `cluster/driver-orphaned`. FINISHED is what a job leaves that ended by itself.',
  remedy: 'Restart the job: `docker compose restart SERVICE`. Executors on two workers, or more, let it survive the stop of one.',
  needs: ['cluster', 'docker'],
  check: (model) => {
    const drivers = model.services.filter(({ role }) => role === 'job').flatMap((service) => service.replicas.filter(({ running }) => running).map((replica) => ({ service, replica })));
    const seen = drivers.filter(({ replica }) => idOf(replica, model) !== undefined);
    const unknown = drivers.filter((driver) => !seen.includes(driver) && !model.jobs.some(({ replica, application }) => replica === driver.replica && application !== undefined));
    return {
      examined: drivers.length - unknown.length,
      observations: seen.flatMap(({ service, replica }) => observe(service, replica, model)),
      unknown: unknown.map(({ service }) => `which application ${service.name} has: read docker compose logs ${service.name}`),
    };
  },
});

const logOf = ({ container }: SparkReplica, { facts }: Model) => facts['container-logs']?.logs.find((log) => log.container === container.Id);
const idOf = (replica: SparkReplica, model: Model) => model.facts['spark-drivers']?.drivers.find(({ container }) => container === replica.name)?.appId ?? logOf(replica, model)?.appId;

function observe(service: SparkService, replica: SparkReplica, model: Model): Observation[] {
  const { cluster } = model;
  const id = idOf(replica, model);
  const ended = cluster?.master.document.completedapps.find((application) => application.id === id);
  if (cluster === undefined || ended === undefined || !['FAILED', 'KILLED'].includes(ended.state)) return [];
  const told = logOf(replica, model)?.marks['application-killed'];
  const how = ended.state === 'KILLED' ? 'it was killed by hand' : 'ten executors in a row ended before they ran';
  return [
    {
      subject: { kind: 'service', name: service.name },
      message: `is up, but the master removed its application ${ended.id} (${ended.state}): ${how}. It gets no cores and does nothing`,
      exhibits: [
        { label: `${cluster.master.ui}/json/ lists ${ended.id} among the completed applications as ${ended.state}`, plane: 'granted' },
        { label: `container ${replica.name} runs`, plane: 'deployed' },
        ...(told === undefined ? [] : [{ label: `log: ${told.line}` }]),
      ],
      remedy: { summary: `restart ${service.name}: it registers anew`, actions: [{ kind: 'restart', service: service.name }] },
      blames: [{ kind: 'service', name: service.name }],
    },
  ];
}
