import { defineRule, type Observation } from '../define-rule.js';
import { service } from '../parts/seen.js';

/** Docker's and the shells' own words for a program that is not there: runc's, dash's, bash's, busybox's. */
const MISSING = /exec: "([^"]+)": (?:executable file not found|stat)|(?:^|\n)\S*sh: (?:(?:line )?\d+: )?([\w./-]+): (?:(?:command )?not found|No such file or directory)/;

export default defineRule({
  id: 'lifecycle/healthcheck-cannot-run',
  severity: 'warning',
  summary: 'A health check fails because its program is not in the image.',
  why: `
The check runs inside the container. An image without curl, wget or nc can never be healthy, whatever the service does,
and everything that waits for \`condition: service_healthy\` never starts.`,
  proof: 'The output of the last check in `State.Health.Log`.',
  lookAlikes: 'A check that runs and fails tells of the service itself: `drift/service-not-running`.',
  remedy: 'Use what the image has: `bash -c "</dev/tcp/localhost/8080"`, python, wget; then `docker compose up -d SERVICE`.',
  needs: ['docker'],
  check: (model) => {
    const checked = model.services.flatMap((one) => one.replicas.filter(({ container: { State } }) => State.Health?.Status !== undefined && State.Health.Status !== 'none').map((replica) => ({ one, replica })));
    return {
      examined: checked.length,
      observations: checked.flatMap(({ one, replica: { container } }): Observation[] => {
        const { Health } = container.State;
        const output = Health?.Log?.at(-1)?.Output ?? '';
        const tool = MISSING.exec(output)?.slice(1).find((name) => (name as string | undefined) !== undefined);
        if (Health?.Status === 'healthy' || tool === undefined) return [];
        const blocked = model.services.filter(({ compose }) => compose?.depends_on?.[one.name]?.condition === 'service_healthy').map(({ name }) => name);
        return [
          {
            subject: service(one.name),
            message: `can never be healthy: its health check needs ${tool}, which is not in the image${blocked.length === 0 ? '' : `; ${blocked.join(', ')} ${blocked.length === 1 ? 'waits' : 'wait'} for it`}`,
            exhibits: [
              { label: `last check: ${output.trim().slice(0, 200)}`, plane: 'deployed' },
              { label: `healthcheck: ${(container.Config.Healthcheck?.Test ?? []).join(' ').slice(0, 200)}`, plane: 'deployed' },
            ],
            remedy: { summary: `check ${one.name} with a program that its image has`, actions: [] },
          },
        ];
      }),
    };
  },
});
