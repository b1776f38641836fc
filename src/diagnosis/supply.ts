import { line } from '#model/remedy.js';

/**
 * What would supply evidence that is missing: a command that shows it, or the setting that lets it be seen. Null where
 * neither is known. What came late is told elsewhere: that wants time alone.
 */
export function supplyFor(source: string, subject: string | null, detail: string): string | null {
  switch (source) {
    case 'spark-workers':
      return /401|403/.test(detail) ? LOGIN : 'publish port 8081 of the worker, or set spark.ui.reverseProxy=true on master and workers';
    case 'spark-drivers':
      if (/starting up/.test(detail)) return 'look again in a minute';
      return /401|403/.test(detail) ? LOGIN : 'publish port 4040 of the driver, or set spark.ui.reverseProxy=true on the master and for the job';
    case 'container-logs':
      if (/does not support reading/.test(detail)) return 'give the service a log that the engine keeps: logging: { driver: local }';
      return command(['docker', 'logs', '--tail', '200'], subject);
    case 'container-processes':
      return command(['docker', 'top'], subject);
    case 'container-stats':
      return command(['docker', 'stats', '--no-stream'], subject);
    case 'engine-events':
      return 'docker events --since 1h --until 0s';
    case 'mounted-files': {
      const path = /^(\/[^:]*): /.exec(detail)?.[1];
      return subject === null || path === undefined ? null : line(['docker', 'exec', subject, 'cat', path]);
    }
    default:
      return null;
  }
}

const LOGIN = 'its web UI asks for a login, which k2doctor has no way to give';

const command = (words: readonly string[], subject: string | null) => (subject === null ? null : line([...words, subject]));
