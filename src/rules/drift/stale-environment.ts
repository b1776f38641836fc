import { defineRule } from '../define-rule.js';
import { staleServices } from '../parts/stale.js';

export default defineRule({
  id: 'drift/stale-environment',
  severity: 'warning',
  summary: 'A container runs with other environment variables than the compose file declares.',
  why: `
Environment variables are fixed when a container is created: from \`environment\`, \`env_file\`, and the \`.env\` file and
shell through interpolation. An edit of any of these changes nothing in a running container, and a restart does not
read them again. Spark's daemons take their size from variables (\`SPARK_WORKER_CORES\`, \`SPARK_WORKER_MEMORY\`).`,
  proof: 'The resolved `environment` of the file (env_file merged) beside `Config.Env` of the container, less the image\'s own variables. Secret values are compared by marks that are equal for equal secrets, and never shown.',
  lookAlikes: 'A variable that the file takes from an unset shell variable is unknown, not drift. A variable of the image that the file does not name is no drift.',
  remedy: '`docker compose up -d SERVICE` creates the container anew. A restart is not enough.',
  needs: ['compose', 'docker'],
  check: (model) =>
    staleServices(model, {
      fields: (field) => field.startsWith('environment'),
      illness: 'runs with other environment variables than the file declares',
      describe: ({ field, declared, deployed }) => `${(field ?? '').replace(/^environment\./, '')} ${deployed ?? 'not set'} -> ${declared ?? 'not set'}`,
    }),
});
