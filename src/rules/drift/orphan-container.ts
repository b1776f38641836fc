import { remedyActions } from '#model/drift-remedy.js';

import { defineRule, type Observation } from '../define-rule.js';

export default defineRule({
  id: 'drift/orphan-container',
  severity: 'warning',
  summary: 'A container belongs to the project, but no service of the file defines it.',
  why: `
When a service is renamed or removed, its old container keeps running: Compose warns and leaves it. An orphaned worker
still offers its cores, an orphaned job still holds them, and both look like part of the cluster.`,
  proof: 'The label `com.docker.compose.service` names a service that is neither active nor in an inactive profile; one-off containers of `docker compose run` are not counted.',
  lookAlikes: 'A service whose profile is inactive now is no orphan. Another -f or --profile than at `up` makes orphans of healthy services: check that all files are given.',
  remedy: '`docker compose up -d --remove-orphans` removes all orphans of the project; `docker rm -f CONTAINER` removes one.',
  needs: ['compose', 'docker'],
  check: (model) => {
    const observations = model.services.flatMap((service): Observation[] => {
      const drift = model.drift.get(service.name);
      if (drift === undefined || !drift.drift.some(({ kind }) => kind === 'orphan')) return [];
      const running = service.replicas.filter((replica) => replica.running);
      const holds = service.role === 'worker' ? ' and still offers its cores to the master' : service.role === 'job' ? ' and may still hold cores' : '';
      return [
        {
          subject: { kind: 'service', name: service.name },
          message: `is in no compose file, but ${drift.containers.join(', ')} ${running.length > 0 ? `runs${holds}` : 'is left over, stopped'}`,
          severity: running.length > 0 && service.role !== 'other' ? 'warning' : 'info',
          exhibits: [{ label: `container ${drift.containers.join(', ')} carries the label of service ${service.name}`, plane: 'deployed' }],
          remedy: { summary: 'remove containers of services that the file no longer has', actions: remedyActions(drift) },
        },
      ];
    });
    return { examined: model.services.filter(({ replicas }) => replicas.length > 0).length, observations };
  },
});
