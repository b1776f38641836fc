import type { Model } from '#model/model.js';
import type { SparkService } from '#model/spark-service.js';

import { defineRule, type Observation } from '../define-rule.js';
import { declaredExhibit, judgeEach, servicesDeclared, wordPath, type Unknown } from '../parts/declared.js';
import { isImageKnown } from '../parts/images.js';
import { hidesDefaults } from '../parts/mounted-defaults.js';
import { isSame, localPath, mountOf } from '../parts/mounts.js';
import { service as serviceSubject } from '../parts/planes.js';

export default defineRule({
  id: 'config/event-log-mismatch',
  severity: 'info',
  summary: 'A history server reads another place than jobs write their event logs to.',
  why: `
The history server shows what drivers wrote: \`spark.eventLog.enabled\` and \`spark.eventLog.dir\` in the job,
\`spark.history.fs.logDirectory\` in the server, both \`file:/tmp/spark-events\` unless set. Local folders are each
container's own unless one volume is behind both; and a folder that is missing stops SparkContext.`,
  proof: 'Settings of jobs and of the history server, and the mounts behind local folders.',
  lookAlikes: 'Applications that still run, or were killed, stand under "incomplete applications".',
  remedy: 'Turn `spark.eventLog.enabled` on and mount one volume at that folder in jobs and history server.',
  needs: ['compose'],
  check: (model) => {
    const server = servicesDeclared(model).find(isHistoryServer);
    const jobs = server === undefined ? [] : servicesDeclared(model, 'job').filter(({ declared }) => declared?.submit !== undefined);
    return judgeEach(jobs, (job) => (server === undefined ? [] : judge(model, job, server)));
  },
});

const DEFAULT = 'file:/tmp/spark-events';
const isHistoryServer = ({ declared }: SparkService): boolean => declared?.view.argv.some((word) => /deploy\.history\.HistoryServer|start-history-server\.sh/.test(word)) === true;

interface Folder {
  readonly text: string;
  readonly path: readonly string[];
}

function judge(model: Model, job: SparkService, server: SparkService): readonly (Observation | Unknown)[] {
  const conf = job.declared?.submit?.conf;
  const isHidden = hidesDefaults(job) || !isImageKnown(model, job);
  if (conf?.get('spark.eventLog.enabled') === undefined && isHidden) return [{ unknown: `whether ${job.name} writes event logs: its spark-defaults.conf was not seen` }];
  const writes = conf?.get('spark.eventLog.dir')?.value;
  if (conf?.get('spark.eventLog.enabled')?.value !== 'true') return [observe(model, job, server, `writes no event logs, so ${server.name} never shows it`, undefined)];
  if (writes === undefined && isHidden) return [{ unknown: `where ${job.name} writes its event logs: its spark-defaults.conf was not seen` }];
  const reads = logDirectory(server);
  if (reads === undefined && (hidesDefaults(server) || !isImageKnown(model, server))) return [{ unknown: `which folder ${server.name} reads` }];
  const [from, to] = [writes ?? DEFAULT, reads?.text ?? DEFAULT];
  return isOne(job, from, server, to) ? [] : [observe(model, job, server, `writes event logs to ${from}, and ${server.name} reads ${to}${localPath(from) === localPath(to) ? ' of its own' : ''}: its page stays empty`, reads)];
}

function logDirectory({ declared }: SparkService): Folder | undefined {
  for (const key of ['SPARK_HISTORY_OPTS', 'SPARK_DAEMON_JAVA_OPTS']) {
    const text = /-Dspark\.history\.fs\.logDirectory=(\S+)/.exec(declared?.view.environment.get(key) ?? '')?.[1];
    if (text !== undefined) return { text, path: ['environment', key] };
  }
  return undefined;
}

/** The same store, or one place behind both containers' mounts. */
function isOne(job: SparkService, from: string, server: SparkService, to: string): boolean {
  const [mine, theirs] = [localPath(from), localPath(to)];
  if (mine === undefined || theirs === undefined) return from.replace(/\/+$/, '') === to.replace(/\/+$/, '');
  return job.compose !== undefined && server.compose !== undefined && isSame(mountOf(job.compose, mine), mountOf(server.compose, theirs));
}

function observe(model: Model, job: SparkService, server: SparkService, message: string, reads: Folder | undefined): Observation {
  return {
    subject: serviceSubject(job.name),
    message,
    exhibits: [
      declaredExhibit(model, job.name, wordPath(job, 'spark.eventLog'), `spark.eventLog.* of ${job.name}`),
      declaredExhibit(model, server.name, reads?.path ?? ['command'], `${server.name} reads ${reads?.text ?? DEFAULT}`),
    ],
    remedy: { summary: `set spark.eventLog.enabled=true and share one folder between ${job.name} and ${server.name}`, actions: [] },
  };
}
