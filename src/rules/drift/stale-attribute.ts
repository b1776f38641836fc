import { defineRule } from '../define-rule.js';
import { isLimit } from '../parts/limits.js';
import { staleServices } from '../parts/stale.js';

const OTHER_RULES = (field: string) => field === 'command' || field === 'entrypoint' || field.startsWith('environment') || isLimit(field);

export default defineRule({
  id: 'drift/stale-attribute',
  severity: 'warning',
  summary: 'A container has other ports, mounts, networks, labels or the like than the compose file declares.',
  why: `
Everything that Compose turns into a container is fixed when the container is created. An edited port, volume, network,
user, restart policy or health check has no effect until the container is created anew; a restart does not read the file.`,
  proof: 'Each attribute of the resolved file beside its field of `docker inspect`, less what the image contributes, units and order aside.',
  lookAlikes: 'Another order or another spelling of the same value is no drift, though Compose would recreate the container: `drift/recreate-without-difference`.',
  remedy: '`docker compose up -d SERVICE`; `--force-recreate` where it was changed by hand.',
  needs: ['compose', 'docker'],
  check: (model) =>
    staleServices(model, {
      fields: (field) => !OTHER_RULES(field),
      illness: 'is not what the file declares',
      describe: ({ field, declared, deployed }) => `${field ?? ''} ${deployed ?? 'not set'} -> ${declared ?? 'not set'}`,
    }),
});
