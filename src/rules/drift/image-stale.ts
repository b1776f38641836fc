import { defineRule } from '../define-rule.js';
import { servicesWith } from '../parts/by-kind.js';

export default defineRule({
  id: 'drift/image-stale',
  severity: 'warning',
  summary: 'A container runs another image than its tag points to now.',
  why: `
A container keeps the image that its tag meant when it was created. After a pull or a build the tag means another, and
the container runs the old one until it is created anew: another Spark, another Python, yesterday's job.`,
  proof: 'The image id of the container beside the id that the reference resolves to on this engine.',
  lookAlikes: 'A newer image in a registry that was never pulled cannot be seen here: k2doctor asks no registry.',
  remedy: '`docker compose up -d SERVICE` after a pull, `docker compose up -d --build SERVICE` when the sources changed.',
  needs: ['compose', 'docker'],
  check: (model) =>
    servicesWith('image-moved', model, {
      message: ({ declared, deployed }) => `runs image ${deployed ?? 'unknown'}, while its reference means ${declared ?? 'another'} now`,
      remedy: ({ service }) => `recreate ${service} from the image that the tag means now`,
    }),
});
