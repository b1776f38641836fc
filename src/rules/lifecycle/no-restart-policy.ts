import { isNonEmpty } from '#language.js';
import { at, textOf } from '#model/drift/declared.js';
import type { Model } from '#model/model.js';
import type { SparkService } from '#model/spark-service.js';

import { defineRule, type Exhibit } from '../define-rule.js';
import { declaredExhibit, namesIn, servicesDeclared } from '../parts/declared.js';
import { service as serviceSubject } from '../parts/planes.js';

export default defineRule({
  id: 'lifecycle/no-restart-policy',
  severity: 'info',
  summary: 'Nothing brings a master or worker back that has ended.',
  why: `
A worker that does not reach its master gives up after some minutes and ends, a daemon may be killed for its memory, a
machine may reboot. Without \`restart:\` the container stays down, and the cluster is smaller until somebody looks.`,
  proof: 'Offline: masters and workers without `restart`. Live: one of them has ended with an error and no policy brings it back.',
  lookAlikes: 'A batch job should have none: it would run for ever. `deploy.restart_policy` counts too.',
  remedy: '`restart: unless-stopped` for masters, workers and streaming jobs, then `docker compose up -d`.',
  needs: ['compose'],
  causes: ['drift/service-not-running'],
  check: (model) => {
    const daemons = servicesDeclared(model, 'master', 'worker');
    const isLive = model.facts.docker !== undefined;
    const bare = daemons.filter(hasNoPolicy).filter((service) => !isLive || hasEnded(service));
    const exhibits = bare.map((service): Exhibit => declaredExhibit(model, service.name, ['restart'], `${service.name} has no restart policy${isLive ? ', and has ended' : ''}`));
    if (!isNonEmpty(exhibits)) return { examined: daemons.length, observations: [] };
    return { examined: daemons.length, observations: [observation(model, bare, exhibits)] };
  },
});

function hasNoPolicy({ compose }: SparkService): boolean {
  const policy = textOf(at(compose, 'deploy', 'restart_policy', 'condition')) ?? (at(compose, 'deploy', 'restart_policy') === undefined ? (compose?.restart ?? 'no') : 'any');
  return policy === 'no' || policy === 'none';
}

const hasEnded = ({ replicas }: SparkService): boolean => replicas.some(({ container: { State, HostConfig } }) => State.Status === 'exited' && State.ExitCode !== 0 && ['', 'no', undefined, null].includes(HostConfig.RestartPolicy?.Name));

function observation(model: Model, bare: readonly SparkService[], exhibits: readonly [Exhibit, ...Exhibit[]]) {
  return {
    subject: { kind: 'project' as const, name: model.projectName },
    message: `${namesIn(bare)} ${bare.length === 1 ? 'has' : 'have'} no restart policy: once ended, ${bare.length === 1 ? 'it stays' : 'they stay'} down`,
    exhibits,
    remedy: { summary: 'add restart: unless-stopped', actions: [] },
    blames: bare.map(({ name }) => serviceSubject(name)),
  };
}
