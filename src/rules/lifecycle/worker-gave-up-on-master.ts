import type { Model } from '#model/model.js';

import { defineRule, type Observation } from '../define-rule.js';
import { logOf, logsCommand, replicasOf, service, type Placed } from '../parts/seen.js';

export default defineRule({
  id: 'lifecycle/worker-gave-up-on-master',
  severity: 'warning',
  summary: 'A worker ended because no master answered it, and nothing starts it again.',
  why: `
A worker tries its master 16 times, some 10 minutes at most, then logs "All masters are unresponsive! Giving up." and
exits with code 1. Without a restart policy its cores are gone until somebody notices; \`depends_on\` without a health
check lets it start long before the master listens.`,
  proof: 'That line in the worker\'s log, a container that does not run, its restart policy.',
  lookAlikes: 'Refusals in a worker\'s first minute are the order of start-up. A worker that retries still runs: `cluster/worker-not-registered`.',
  remedy: '`docker compose up -d WORKER`, and in the file `restart: unless-stopped`, a health check on the master and `condition: service_healthy`.',
  needs: ['docker'],
  causes: ['network/master-url-unreachable', 'network/master-bound-to-other-address', 'security/rpc-secret-mismatch', 'image/spark-build-mismatch', 'drift/stale-command', 'drift/stale-environment'],
  check: (model) => {
    const workers = replicasOf(model, 'worker');
    const down = workers.filter(({ replica: { running, container } }) => !running && container.State.ExitCode === 1);
    return {
      examined: workers.length,
      observations: down.flatMap((placed) => observe(placed, model)),
      unknown: down.filter(({ replica }) => logOf(model, replica) === undefined).map(({ service: { name } }) => `why ${name} ended: ${logsCommand(name)}`),
    };
  },
});

function observe({ service: one, replica }: Placed, model: Model): Observation[] {
  const log = logOf(model, replica);
  const mark = log?.marks['no-master'];
  if (mark === undefined) return [];
  const { RestartPolicy } = replica.container.HostConfig;
  const policy = RestartPolicy?.Name === undefined || RestartPolicy.Name === null || RestartPolicy.Name === '' ? 'no' : RestartPolicy.Name;
  const masters = model.services.filter(({ role }) => role === 'master').map(({ name }) => name);
  const waits = masters.some((master) => one.compose?.depends_on?.[master]?.condition === 'service_healthy');
  const dials = log?.marks['master-connect-failed']?.captures[0] ?? replica.deployed.worker?.master;
  return [
    {
      subject: service(one.name),
      message: `gave up on its master${dials === undefined ? '' : ` ${dials}`} and ended; its restart policy is ${policy}${waits ? '' : ' and it does not wait for a healthy master'}`,
      exhibits: [{ label: `log: ${mark.line.trim()}`, plane: 'deployed' }, { label: `container ${replica.name} exited with code 1 at ${replica.container.State.FinishedAt ?? 'an unknown time'}`, plane: 'deployed' }],
      remedy: { summary: `start ${one.name} again; give it restart: unless-stopped`, actions: [{ kind: 'up', service: one.name }] },
      blames: [service(one.name), ...masters.map(service)],
    },
  ];
}
