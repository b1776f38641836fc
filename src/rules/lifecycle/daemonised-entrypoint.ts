import type { SparkRole } from '#model/spark-service.js';
import { seconds } from '#units/duration.js';

import { defineRule, type Observation } from '../define-rule.js';
import { service, type Placed } from '../parts/seen.js';

const LAUNCHER = /(?:^|[\s/])(start-(?:master|worker|slave|all|history-server|thriftserver|connect-server)s?\.sh)\b/;
/** Something that stays in the foreground after it. */
const STAYS = /tail\s+-[fF]|sleep\s+infinity|\bwait\b|while\s+(?:true|:)|spark-class/;
const SHORT = seconds(60);

export default defineRule({
  id: 'lifecycle/daemonised-entrypoint',
  severity: 'warning',
  summary: 'A container starts Spark with a script that forks into the background.',
  why: `
\`sbin/start-*.sh\` starts the daemon in the background and ends. A container lives as long as its main process, so it
ends with code 0 after seconds; with \`tail -f\` behind it the container stays up even when the daemon has died, and no
restart policy ever helps.`,
  proof: 'The command of the file or the container; an exit code 0 within a minute of the start.',
  lookAlikes: 'Exit code 0 is right for jobs and init containers. With SPARK_NO_DAEMONIZE the same scripts stay in the foreground.',
  remedy: 'Run the class itself: `spark-class org.apache.spark.deploy.master.Master` (or `worker.Worker spark://MASTER:7077`), or set SPARK_NO_DAEMONIZE=1.',
  needs: ['compose'],
  causes: ['drift/stale-command', 'drift/stale-environment'],
  check: ({ services }) => {
    const daemons = services.filter(({ role }) => role === 'master' || role === 'worker');
    return {
      examined: daemons.length,
      observations: daemons.flatMap((one): Observation[] => {
        const ended = one.replicas.find((replica) => endedAtOnce(replica));
        const declared = launcherIn(one.declared);
        const script = ended === undefined ? declared : (launcherIn(ended.deployed) ?? declared);
        if (script === undefined) return [];
        return [
          {
            subject: service(one.name),
            severity: ended === undefined ? 'info' : 'warning',
            message: ended === undefined ? `starts Spark in the background with ${script}: its container hides a crash, or ends at once` : `starts Spark in the background with ${script}, so its container ended with code 0`,
            exhibits: [{ label: `command ${((ended?.deployed ?? one.declared)?.view.argv ?? []).join(' ').slice(0, 200)}`, plane: ended === undefined ? 'declared' : 'deployed' }],
            remedy: { summary: `run spark-class in the foreground, or set SPARK_NO_DAEMONIZE=1 in ${one.name}`, actions: [] },
            blames: [service(one.name)],
          },
        ];
      }),
    };
  },
});

function launcherIn(role: SparkRole | undefined): string | undefined {
  const words = role?.view.argv.join(' ') ?? '';
  const stays = role?.view.environment.has('SPARK_NO_DAEMONIZE') === true;
  return stays ? undefined : LAUNCHER.exec(words)?.[1];
}

function endedAtOnce({ container: { State }, running, deployed }: Placed['replica']): boolean {
  const lived = Date.parse(State.FinishedAt ?? '') - Date.parse(State.StartedAt ?? '');
  return !running && State.ExitCode === 0 && lived >= 0 && lived < SHORT && !STAYS.test(deployed.view.argv.join(' '));
}
