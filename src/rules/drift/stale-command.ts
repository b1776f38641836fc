import { argumentChanges, describeChange } from '#model/argv-difference.js';
import type { SparkService } from '#model/spark-service.js';

import { defineRule } from '../define-rule.js';
import { staleServices } from '../parts/stale.js';

export default defineRule({
  id: 'drift/stale-command',
  severity: 'warning',
  summary: 'A container runs an older command than the compose file declares.',
  why: `
A container keeps the command it was created with. \`docker restart\` and \`docker compose restart\` start that same
container again and never read the compose file, so an edit of \`command\` or \`entrypoint\` has no effect until the
container is created anew. For a Spark job the command carries \`--total-executor-cores\`, \`--executor-memory\` and the
like: the file says one thing, the master is asked for another.`,
  proof: 'The resolved `command` and `entrypoint` of the file, less what the image contributes, beside `Config.Cmd` and `Config.Entrypoint` of the container.',
  lookAlikes: 'A value set in code (`SparkConf.set`) differs on the requested plane, while the container is in step with the file: that is `drift/set-in-code`.',
  remedy: '`docker compose up -d SERVICE` creates the container anew from the file. A restart is not enough.',
  needs: ['compose', 'docker'],
  check: (model) =>
    staleServices(model, {
      fields: (field) => field === 'command' || field === 'entrypoint',
      illness: 'runs an older command than the file declares',
      describe: (_, service) => changesOf(service),
    }),
});

function changesOf({ declared, replicas }: SparkService): string {
  const before = replicas[0]?.deployed.view.argv ?? [];
  const after = declared?.view.argv ?? [];
  const changes = argumentChanges(before, after);
  return changes?.map(describeChange).join(', ') ?? `${before.join(' ')} -> ${after.join(' ')}`;
}
