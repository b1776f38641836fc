import { defineRule } from '../define-rule.js';
import { servicesWith } from '../parts/by-kind.js';

export default defineRule({
  id: 'drift/recreate-without-difference',
  severity: 'info',
  summary: 'Compose would recreate a container although nothing in it means anything else.',
  why: `
Compose decides by a hash over the service as it is written: ports in another order, \`mem_limit\` moved to \`deploy\`, an
empty \`deploy\` change the hash and not the container. The next \`docker compose up -d\` interrupts the service for nothing.`,
  proof: 'The `config-hash` label of the container differs from the hash of the file today, and no attribute differs in meaning.',
  lookAlikes: 'A real difference is told by the other drift rules, field by field.',
  remedy: 'None is needed; `docker compose up -d SERVICE` at a convenient time settles it.',
  needs: ['compose', 'docker'],
  check: (model) =>
    servicesWith('recreate-without-difference', model, {
      message: () => 'would be recreated by the next docker compose up -d, though nothing in it means anything else',
      remedy: () => 'nothing to heal: plan for the interruption when you next run docker compose up -d',
    }),
});
