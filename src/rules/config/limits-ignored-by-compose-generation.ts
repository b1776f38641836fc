import type { ComposeService } from '#evidence/compose/schema.js';
import { at, textOf } from '#model/drift/declared.js';
import { labelOf } from '#model/spark-service.js';

import { defineRule, type Observation } from '../define-rule.js';
import { service } from '../parts/seen.js';

export default defineRule({
  id: 'config/limits-ignored-by-compose-generation',
  severity: 'warning',
  summary: 'Limits under `deploy` are not in force, because a docker-compose of the first generation made the container.',
  why: `
docker-compose 1.x reads \`deploy.resources\` only with --compatibility; it was meant for Swarm. The file looks limited,
the containers are not, and one of them can take the whole machine.`,
  proof: '`deploy.resources.limits` in the file, `Memory` and `NanoCpus` 0 in the container, and its label `com.docker.compose.version` 1.x.',
  lookAlikes: 'With Compose v2 a limit that is missing is drift: `drift/stale-limits`.',
  remedy: 'Use `docker compose` (v2), or mem_limit and cpus, or --compatibility; then `docker compose up -d SERVICE`.',
  needs: ['compose', 'docker'],
  check: ({ services }) => {
    const limited = services.filter(({ compose, replicas }) => compose !== undefined && replicas.length > 0 && limitsOf(compose).length > 0);
    return {
      examined: limited.length,
      observations: limited.flatMap(({ name, compose, replicas }): Observation[] => {
        const bare = replicas.find(({ container }) => isFirstGeneration(labelOf(container, 'version')) && !container.HostConfig.Memory && !container.HostConfig.NanoCpus && !container.HostConfig.CpuQuota);
        if (bare === undefined || compose === undefined) return [];
        return [
          {
            subject: service(name),
            message: `runs without the limits of its file: docker-compose ${labelOf(bare.container, 'version') ?? ''} ignores deploy.resources`,
            exhibits: [{ label: limitsOf(compose).map(([key, value]) => `deploy.resources.limits.${key} = ${value}`).join(', '), plane: 'declared' }, { label: `container ${bare.name}: Memory 0, NanoCpus 0`, plane: 'deployed' }],
            remedy: { summary: `recreate ${name} with docker compose (v2), or write mem_limit and cpus`, actions: [{ kind: 'up', service: name }] },
          },
        ];
      }),
    };
  },
});

const isFirstGeneration = (version: string | undefined) => version?.startsWith('1.') === true;

const limitsOf = (compose: ComposeService): readonly (readonly [string, string])[] =>
  ['memory', 'cpus'].flatMap((key) => {
    const value = at(compose, 'deploy', 'resources', 'limits', key);
    const text = textOf(value) ?? (typeof value === 'number' ? String(value) : undefined);
    return text === undefined ? [] : [[key, text] as const];
  });
