import { defineRule } from '../define-rule.js';
import { servicesWith } from '../parts/by-kind.js';

export default defineRule({
  id: 'drift/mounted-file-newer-than-process',
  severity: 'warning',
  summary: 'A mounted file changed after the process started that reads it only at start.',
  why: `
spark-defaults.conf, log4j and metrics settings and the job's own program are read once, when the JVM or Python starts.
An edit on the host reaches the container's file system and no process. Compose never looks at the contents of bind
mounts and says "Running".`,
  proof: 'The modification time of the file behind the bind mount beside `State.StartedAt` of the container.',
  lookAlikes: 'A file that is read again and again (data, a reloaded config) changes without harm: silence this rule for such a service.',
  remedy: '`docker compose restart SERVICE` is enough: mounts are made anew at start, also for a file that an editor replaced.',
  needs: ['compose', 'docker', 'mounted-files'],
  check: (model) =>
    servicesWith('mounted-file-newer-than-process', model, {
      message: ({ declared, deployed }) => `still works with an older file: ${declared ?? ''}, ${deployed ?? ''}`,
      remedy: ({ service }) => `restart ${service}: it reads the file at start`,
      // Other programs may well look at their files again.
      severity: ({ role }) => (role === 'other' ? 'info' : undefined),
    }),
});
