import { compareSets, compareWithDefault, differs, inStep, unknown, type Comparison } from '../comparison.js';
import { flagOf, textsOf } from '../declared.js';
import type { Attribute, Pair } from '../pair.js';
import { showFlag } from '../show.js';

/** What the container may do: capabilities, `privileged`, `read_only`, `security_opt`, `group_add`, `init`. */
export const security: Attribute = (pair) => {
  const { service, container } = pair;
  const host = container.HostConfig;
  return [
    ...compareSets('cap_add', textsOf(service['cap_add']).map(capability), (host.CapAdd ?? []).map(capability)),
    ...compareSets('cap_drop', textsOf(service['cap_drop']).map(capability), (host.CapDrop ?? []).map(capability)),
    ...compareSets('group_add', textsOf(service['group_add']), (host.GroupAdd ?? []).filter((group) => group !== '')),
    ...flag(pair, 'privileged', host.Privileged),
    ...flag(pair, 'read_only', host.ReadonlyRootfs),
    ...init(pair),
    ...securityOptions(pair),
  ];
};

/** `net_admin`, `NET_ADMIN` and `CAP_NET_ADMIN` are one. */
const capability = (name: string) => name.toUpperCase().replace(/^CAP_/, '');

function flag({ service }: Pair, field: string, deployed: boolean | null | undefined): readonly Comparison[] {
  const declared = flagOf(service[field]);
  return compareWithDefault(field, declared === undefined ? undefined : showFlag(declared), showFlag(false), showFlag(deployed ?? false));
}

/** Absent, the engine decides. */
function init({ service, container }: Pair): readonly Comparison[] {
  const declared = flagOf(service['init']);
  const deployed = container.HostConfig.Init ?? undefined;
  return compareWithDefault('init', declared === undefined ? undefined : showFlag(declared), undefined, deployed === undefined ? undefined : showFlag(deployed));
}

/** Added by the engine to privileged containers and those that share the host's namespaces. */
const ENGINES_OWN = 'label=disable';
/** Turned into other fields of the container. */
const PATHS = 'systempaths=unconfined';

/** The separator may be `:` or `=`. A seccomp profile is a file in the service and its content in the container: not comparable. */
function securityOptions({ service, container }: Pair): readonly Comparison[] {
  const declared = textsOf(service['security_opt']).map(withEquals).filter((option) => option !== PATHS);
  const deployed = (container.HostConfig.SecurityOpt ?? []).map(withEquals);
  const missing = declared.filter((option) => !deployed.includes(option));
  const extra = deployed.filter((option) => !declared.includes(option) && option !== ENGINES_OWN);
  if (declared.length === 0 && extra.length === 0) return [];
  if (missing.length === 0 && extra.length === 0) return [inStep('security_opt')];
  if ([...missing, ...extra].every(isProfile) && missing.length === extra.length) return [unknown('security_opt')];
  return [differs('security_opt', listed(declared), listed(deployed))];
}

const withEquals = (option: string) => option.replace(/^([a-z-]+)[:=]/, '$1=');
const isProfile = (option: string) => option.startsWith('seccomp=') && option !== 'seccomp=unconfined';
const listed = (options: readonly string[]) => (options.length === 0 ? undefined : [...options].sort().map(shortened).join(', '));
const shortened = (option: string) => (option.startsWith('seccomp={') ? 'seccomp=<profile>' : option);
