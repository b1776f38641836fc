import { commandsIn } from '#model/spark/words.js';
import type { Model } from '#model/model.js';
import type { SparkReplica, SparkRole, SparkService } from '#model/spark-service.js';
import { seconds } from '#units/duration.js';

import { defineRule, type Observation } from '../define-rule.js';
import { declaredExhibit, judgeEach, servicesDeclared, wordPath, type Unknown } from '../parts/declared.js';
import { familyOf, isImageKnown } from '../parts/images.js';
import { service as serviceSubject } from '../parts/planes.js';

export default defineRule({
  id: 'lifecycle/daemonised-entrypoint',
  severity: 'warning',
  summary: 'A container starts Spark with a launcher that forks, so nothing of Spark is in the foreground.',
  why: `
The scripts in \`sbin/\` start the daemon in the background and return. When that was the container's command, the
container ends with code 0 seconds after its start; behind a \`tail -f\` it stays up and hides that the daemon died, and
\`docker logs\` is empty because the daemon writes to files.`,
  proof: 'The last thing that the command runs is `sbin/start-*.sh`, and `SPARK_NO_DAEMONIZE` is set in neither file nor image.',
  lookAlikes: 'With `SPARK_NO_DAEMONIZE` (any value; Bitnami\'s image sets it) the same scripts stay in the foreground. A job that ends with 0 has done its work.',
  remedy: 'Set `SPARK_NO_DAEMONIZE=1`, or run `spark-class org.apache.spark.deploy.worker.Worker spark://...` itself.',
  needs: ['compose'],
  causes: ['drift/stale-command', 'drift/stale-environment'],
  check: (model) =>
    judgeEach(
      servicesDeclared(model).filter((service) => service.role === 'master' || service.role === 'worker' || launcherIn(service.declared) !== undefined),
      (service) => {
        const ended = service.replicas.find(endedAtOnce);
        const launch = ended === undefined ? undefined : launcherIn(ended.deployed);
        return launch === undefined || ended === undefined ? judge(model, service) : [hasEnded(model, service, launch, ended)];
      },
    ),
});

const isLauncher = (word: string) => word.endsWith('.sh') && LAUNCHER.test(word);
const LAUNCHER = /(^|\/)start-(master|workers?|slaves?|history-server|thriftserver|connect-server|all)\.sh$/;
const HOLDS = /(^|\/)(tail|sleep|wait|cat|spark-class|java|jupyter|jupyter-lab|python3?)$/;

const STAYS = /\b(tail|sleep|wait|while)\s+(?:-[fF]|infinity|true|:)/;
const SHORT = seconds(60);

interface Launch {
  readonly script: string;
  /** Runs after it and keeps the container up. */
  readonly holder: string | undefined;
  readonly isLast: boolean;
}

function launcherIn(role: SparkRole | undefined): Launch | undefined {
  const commands = role === undefined ? [] : commandsIn(role.view.argv, role.view.environment);
  const at = commands.findLastIndex((words) => words.slice(0, 3).some(isLauncher));
  const script = commands[at]?.find(isLauncher);
  if (script === undefined) return undefined;
  const after = commands.slice(at + 1).map(([first = '']) => first);
  return { script: script.replace(/^["']/, ''), holder: after.find((word) => HOLDS.test(word)) ?? STAYS.exec(role?.view.argv.join(' ') ?? '')?.[1], isLast: at === commands.length - 1 };
}

function judge(model: Model, service: SparkService): readonly (Observation | Unknown)[] {
  const { name, declared, compose } = service;
  const launch = launcherIn(declared);
  if (launch === undefined || declared === undefined || staysInFront(service)) return [];
  if (!isImageKnown(model, service)) return [{ unknown: `whether the image of ${name} sets SPARK_NO_DAEMONIZE` }];
  if (familyOf(declared.view.image) === 'bitnami' && compose?.entrypoint?.length === undefined) return [];
  const { script, holder, isLast } = launch;
  if (!isLast && holder === undefined) return [];
  const what = holder === undefined ? 'the container ends as soon as the daemon is started' : `${holder} keeps the container up, so nobody sees when the daemon dies`;
  return [
    {
      subject: serviceSubject(name),
      severity: holder === undefined ? 'warning' : 'info',
      message: `starts Spark with ${script.split('/').at(-1) ?? script}, which forks: ${what}`,
      exhibits: [declaredExhibit(model, name, wordPath(service, script), script)],
      remedy: { summary: 'set SPARK_NO_DAEMONIZE=1 in its environment', actions: [] },
    },
  ];
}

const staysInFront = ({ declared }: SparkService): boolean =>
  declared?.view.environment.has('SPARK_NO_DAEMONIZE') === true || declared?.view.argv.some((word) => word.includes('SPARK_NO_DAEMONIZE')) === true;

function hasEnded(model: Model, service: SparkService, { script }: Launch, { name, container }: SparkReplica): Observation {
  const short = script.split('/').at(-1) ?? script;
  return {
    subject: serviceSubject(service.name),
    message: `starts Spark in the background with ${short}, so its container ended with code 0`,
    exhibits: [declaredExhibit(model, service.name, wordPath(service, short), script), { label: `container ${name} started ${container.State.StartedAt ?? ''} and ended ${container.State.FinishedAt ?? ''}`, plane: 'deployed' }],
    remedy: { summary: `set SPARK_NO_DAEMONIZE=1 in ${service.name}, or run spark-class in the foreground`, actions: [] },
    blames: [serviceSubject(service.name)],
  };
}

function endedAtOnce({ container: { State }, running }: SparkReplica): boolean {
  const lived = Date.parse(State.FinishedAt ?? '') - Date.parse(State.StartedAt ?? '');
  return !running && State.ExitCode === 0 && lived >= 0 && lived < SHORT;
}
