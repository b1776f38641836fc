import { STAND_IN } from '../machine/images.js';
import { must } from '../machine/run.js';
import type { Spec } from './mutation.js';
import type { Project } from './project.js';

/** A running service, what befalls it, and what has to be said of it. */
export interface State {
  readonly name: string;
  readonly before: Spec;
  /** How the file reads afterwards; as before where it is absent, gone where it is null. */
  readonly after?: Spec | null;
  /** Done to the container after the file was written. */
  readonly act?: (container: string, project: Project) => Promise<unknown>;
  /** `field kind`, sorted; `-` for no field. */
  readonly says: readonly string[];
  readonly remedy?: string;
}

const docker = (...words: readonly string[]) => (container: string) => must('docker', [...words, container]);
type Act = NonNullable<State['act']>;
const each = (...acts: readonly Act[]): Act => async (container, project) => {
  for (const act of acts) await act(container, project);
};

const SLOW = { environment: { MODE: 'slow' } };
const FAST = { environment: { MODE: 'fast' } };
const byHand = (field: string) => ({ says: [`${field} changed-by-hand`], remedy: 'up-force-recreate' });

/** What hands do to containers, and what containers do by themselves. */
export const STATES: readonly State[] = [
  { name: 'untouched', before: {}, says: [] },
  { name: 'restarted', before: SLOW, act: docker('restart', '-t', '0'), says: [] },
  { name: 'edited', before: SLOW, after: FAST, says: ['environment.MODE edited-not-applied'], remedy: 'up' },
  { name: 'edited and restarted', before: SLOW, after: FAST, act: docker('restart', '-t', '0'), says: ['environment.MODE restarted-not-recreated'], remedy: 'up' },
  { name: 'edited, stopped and started', before: SLOW, after: FAST, act: each(docker('stop', '-t', '0'), docker('start')), says: ['environment.MODE restarted-not-recreated'], remedy: 'up' },
  { name: 'edited and stopped', before: SLOW, after: FAST, act: docker('stop', '-t', '0'), says: ['environment.MODE edited-not-applied', 'state stopped'], remedy: 'up' },
  { name: 'edited and back', before: SLOW, after: SLOW, says: [] },
  { name: 'stopped', before: {}, act: docker('stop', '-t', '0'), says: ['state stopped'], remedy: 'up' },
  { name: 'killed', before: {}, act: docker('kill'), says: ['state stopped'], remedy: 'up' },
  { name: 'paused', before: {}, act: docker('pause'), says: ['state stopped'], remedy: 'unpause' },
  { name: 'removed', before: {}, act: docker('rm', '-f'), says: ['scale missing'], remedy: 'up' },
  { name: 'done', before: { command: ['true'] }, says: [] },
  { name: 'failed', before: { command: ['false'] }, says: ['state stopped'], remedy: 'up' },
  { name: 'crashing', before: { command: ['false'], restart: 'always' }, says: ['state unhealthy'] },
  { name: 'unhealthy', before: { healthcheck: { test: ['CMD', 'false'], interval: '1s', retries: 1 } }, says: ['state unhealthy'] },
  { name: 'healthy', before: { healthcheck: { test: ['CMD', 'true'], interval: '1s', retries: 1 } }, says: [] },
  { name: 'memory updated', before: { mem_limit: '64m' }, act: docker('update', '--memory', '96m', '--memory-swap', '192m'), ...byHand('mem_limit') },
  { name: 'memory and swap updated', before: { mem_limit: '64m' }, act: docker('update', '--memory', '96m', '--memory-swap', '96m'), ...byHand('mem_limit') },
  { name: 'memory updated and restarted', before: { mem_limit: '64m' }, act: each(docker('update', '--memory', '96m', '--memory-swap', '192m'), docker('restart', '-t', '0')), ...byHand('mem_limit') },
  { name: 'memory under deploy updated', before: { deploy: { resources: { limits: { memory: '64m' } } } }, act: docker('update', '--memory', '96m', '--memory-swap', '192m'), ...byHand('deploy.resources.limits.memory') },
  { name: 'memory limited by hand', before: {}, act: docker('update', '--memory', '96m', '--memory-swap', '192m'), ...byHand('mem_limit') },
  { name: 'swap updated', before: { mem_limit: '64m' }, act: docker('update', '--memory', '64m', '--memory-swap', '256m'), ...byHand('memswap_limit') },
  { name: 'reservation updated', before: {}, act: docker('update', '--memory-reservation', '32m'), ...byHand('mem_reservation') },
  { name: 'cpus updated', before: { cpus: 0.5 }, act: docker('update', '--cpus', '0.75'), ...byHand('cpus') },
  { name: 'cpus limited by hand', before: {}, act: docker('update', '--cpus', '0.75'), ...byHand('cpus') },
  { name: 'shares updated', before: { cpu_shares: 512 }, act: docker('update', '--cpu-shares', '256'), ...byHand('cpu_shares') },
  { name: 'cpuset updated', before: {}, act: docker('update', '--cpuset-cpus', '0'), ...byHand('cpuset') },
  { name: 'pids updated', before: {}, act: docker('update', '--pids-limit', '100'), ...byHand('pids_limit') },
  { name: 'restart policy updated', before: {}, act: docker('update', '--restart', 'unless-stopped'), ...byHand('restart') },
  { name: 'updated and then edited to the same', before: { mem_limit: '64m' }, after: { mem_limit: '96m' }, act: docker('update', '--memory', '96m', '--memory-swap', '192m'), says: ['- recreate-without-difference'] },
  { name: 'updated, and edited elsewhere', before: { ...SLOW, mem_limit: '64m' }, after: { ...FAST, mem_limit: '64m' }, act: docker('update', '--memory', '96m', '--memory-swap', '192m'), says: ['environment.MODE edited-not-applied', 'mem_limit edited-not-applied'], remedy: 'up' },
  { name: 'renamed by hand', before: {}, act: (container) => must('docker', ['rename', container, `${container}-renamed`]), ...byHand('container_name') },
  { name: 'connected by hand', before: {}, act: (container, { name }) => must('docker', ['network', 'connect', `${name}_side`, container]), ...byHand('networks.side') },
  { name: 'service taken out', before: {}, after: null, says: ['service orphan'], remedy: 'remove-orphans' },
  { name: 'profile switched off', before: {}, after: { profiles: ['off'] }, says: [] },
  { name: 'environment file edited', before: { env_file: 'settings.env' }, says: ['environment.FROM_FILE edited-not-applied'], remedy: 'up' },
  { name: 'bind-mounted file edited', before: { volumes: ['./mounted.conf:/etc/app.conf'] }, says: ['volumes mounted-file-newer-than-process'], remedy: 'restart' },
  { name: 'variable of the shell changed', before: { environment: { SHELL_SAYS: '${SHELL_SAYS}' } }, says: ['environment.SHELL_SAYS edited-not-applied'], remedy: 'up' },
  { name: 'variable of dot-env changed', before: { labels: { from: '${FROM_DOT_ENV}' } }, says: ['labels.from edited-not-applied'], remedy: 'up' },
  { name: 'image built again', before: { image: `${STAND_IN}:moving-\${COMPOSE_PROJECT_NAME}` }, says: ['image image-moved'], remedy: 'up' },
  { name: 'image built again, container restarted', before: { image: `${STAND_IN}:moving-\${COMPOSE_PROJECT_NAME}` }, act: docker('restart', '-t', '0'), says: ['image image-moved'], remedy: 'up' },
  { name: 'ran beside', before: {}, act: (_, project) => project.compose('run', '--detach', '--no-deps', 'ran-beside', 'sleep', '9'), says: [] },
];
