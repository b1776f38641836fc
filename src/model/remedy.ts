import { quoteWord } from '#evidence/compose/grammar/shell-words.js';
import type { Invocation } from '#evidence/snapshot.js';

/** A command that heals, before it is merged with others and dressed with the caller's own flags. */
export type Action =
  | { readonly kind: 'up'; readonly service: string; readonly flags?: readonly UpFlag[] }
  | { readonly kind: 'restart'; readonly service: string }
  | { readonly kind: 'remove-orphans' }
  | { readonly kind: 'unpause'; readonly service: string }
  /** A container that Compose did not make and that stands in its way. */
  | { readonly kind: 'remove'; readonly container: string }
  | { readonly kind: 'docker'; readonly argv: readonly string[] };

export type UpFlag = '--force-recreate' | '--build' | '--no-deps';

/** The fewest commands that do all of the actions, in the order: what stands in the way, up, restart, the rest. Safe for any name Docker accepts. */
export function commandsOf(actions: readonly Action[], invocation: Invocation): readonly string[] {
  const compose = composeWords(invocation);
  const raised = new Map<string, ReadonlySet<UpFlag>>();
  for (const action of actions) {
    if (action.kind === 'up') raised.set(action.service, new Set([...(raised.get(action.service) ?? []), ...(action.flags ?? [])]));
  }
  const orphans = actions.some(({ kind }) => kind === 'remove-orphans') ? ['--remove-orphans'] : [];
  const ups = [...groupByFlags(raised)].map(([flags, services], at) => line([...compose, 'up', '-d', ...flags.split(' ').filter(Boolean), ...(at === 0 ? orphans : []), ...guarded(services)]));
  const orphansOnly = ups.length === 0 && orphans.length > 0 ? [line([...compose, 'up', '-d', '--no-recreate', '--remove-orphans'])] : [];
  const restarted = unique(actions, 'restart').filter((service) => !raised.has(service));
  const restarts = restarted.length === 0 ? [] : [line([...compose, 'restart', ...guarded(restarted)])];
  const unpaused = unique(actions, 'unpause');
  const unpauses = unpaused.length === 0 ? [] : [line([...compose, 'unpause', ...guarded(unpaused)])];
  const others = actions.flatMap((action) => (action.kind === 'docker' ? [line([...dockerWords(invocation), ...action.argv])] : []));
  const removed = [...new Set(actions.flatMap((action) => (action.kind === 'remove' ? [action.container] : [])))];
  const removals = removed.length === 0 ? [] : [line([...dockerWords(invocation), 'rm', '--force', ...removed])];
  return [...removals, ...unpauses, ...ups, ...orphansOnly, ...restarts, ...new Set(others)];
}

function groupByFlags(raised: ReadonlyMap<string, ReadonlySet<UpFlag>>): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const [service, flags] of raised) {
    const key = [...flags].sort().join(' ');
    groups.set(key, [...(groups.get(key) ?? []), service]);
  }
  return groups;
}

function unique(actions: readonly Action[], kind: 'restart' | 'unpause'): readonly string[] {
  return [...new Set(actions.flatMap((action) => (action.kind === kind ? [action.service] : [])))];
}

/** `docker`, with the engine that the caller named. */
export function dockerWords({ host, context }: Invocation): readonly string[] {
  return ['docker', ...(host === undefined ? [] : ['-H', host]), ...(context === undefined ? [] : ['-c', context])];
}

/** `docker compose` with the caller's own project flags: another -f or profile would be another project. */
export function composeWords(invocation: Invocation): readonly string[] {
  const repeated = (flag: string, values: readonly string[]) => values.flatMap((value) => [flag, value]);
  return [
    ...dockerWords(invocation),
    'compose',
    ...repeated('-f', invocation.files),
    ...(invocation.projectName === undefined ? [] : ['-p', invocation.projectName]),
    ...(invocation.projectDirectory === undefined ? [] : ['--project-directory', invocation.projectDirectory]),
    ...repeated('--profile', invocation.profiles),
    ...repeated('--env-file', invocation.envFiles),
  ];
}

/** Compose allows `-f` and `--help` as service names. */
const guarded = (services: readonly string[]) => (services.some((name) => name.startsWith('-')) ? ['--', ...services] : services);

export const line = (words: readonly string[]): string => words.map(quoteWord).join(' ');
