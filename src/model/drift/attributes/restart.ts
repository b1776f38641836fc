import { compareWithDefault } from '../comparison.js';
import { at, numberOf, textOf } from '../declared.js';
import type { Attribute } from '../pair.js';

/** `restart` or `deploy.restart_policy`, which wins (pkg/compose/create.go `getRestartPolicy`). `docker update` can change it. */
export const restart: Attribute = ({ service, container }) => {
  const policy = at(service, 'deploy', 'restart_policy');
  const [name = '', attempts] = (service.restart ?? '').split(':');
  const declared = policy === undefined
    ? policyText(name, numberOf(attempts))
    : policyText(textOf(at(policy, 'condition')) ?? '', numberOf(at(policy, 'max_attempts')));
  const { Name, MaximumRetryCount } = container.HostConfig.RestartPolicy ?? {};
  const field = policy === undefined ? 'restart' : 'deploy.restart_policy';
  const isDeclared = policy !== undefined || service.restart !== undefined;
  return compareWithDefault(field, isDeclared ? declared : undefined, 'no', policyText(Name ?? '', MaximumRetryCount ?? 0));
};

const SAME = new Map([
  ['', 'no'],
  ['none', 'no'],
  ['any', 'always'],
]);

const policyText = (name: string, attempts = 0) => `${SAME.get(name) ?? name}${attempts === 0 ? '' : `:${String(attempts)}`}`;
