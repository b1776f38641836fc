import { defineRule } from '../define-rule.js';
import { isLimit } from '../parts/limits.js';
import { staleServices } from '../parts/stale.js';

export default defineRule({
  id: 'drift/stale-limits',
  severity: 'warning',
  summary: 'A container has other resource limits than the compose file declares.',
  why: `
Limits are written into the container when it is created. Editing them in the file does nothing until the container is
created anew; \`docker update\` changes them live, behind Compose's back: Compose compares labels, never the limits, and
says "Running". A Spark worker sizes itself from what its JVM sees at start, so it may offer what the container no longer has.`,
  proof: '`HostConfig.Memory`, `NanoCpus`, `CpuQuota` ... of the container beside the resolved limits of the file, in bytes and CPUs.',
  lookAlikes: 'The same amount in other units, or moved from `mem_limit` to `deploy.resources.limits`, is no drift: Compose would recreate the container all the same, and that is reported as such.',
  remedy: '`docker compose up -d SERVICE` when the file was edited; `docker compose up -d --force-recreate SERVICE` when it was changed by `docker update`.',
  needs: ['compose', 'docker'],
  causes: ['config/limits-ignored-by-compose-generation'],
  check: (model) =>
    staleServices(model, {
      fields: isLimit,
      illness: 'has other limits than the file declares',
      describe: ({ field, declared, deployed }) => `${field ?? ''} ${deployed ?? 'none'} -> ${declared ?? 'none'}`,
    }),
});
