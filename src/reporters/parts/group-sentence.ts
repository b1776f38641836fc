import type { Subject } from '#diagnosis/report.js';

import { findingSentence, type FindingGroup } from './finding-groups.js';

const NOUNS: Readonly<Partial<Record<Subject['kind'], string>>> = {
  service: 'services',
  container: 'containers',
  application: 'applications',
  worker: 'workers',
  driver: 'drivers',
};

/** One sentence for all members: "4 services run an older command", where one member's begins with its subject. */
export function groupSentence({ first, members }: FindingGroup): string {
  const sentence = findingSentence(first);
  const noun = NOUNS[first.subject.kind];
  return saysAll({ first, members }) ? `${members.length} ${noun ?? ''} ${plural(sentence.slice(first.subject.name.length + 1))}` : sentence;
}

/** Whether the sentence counts its subjects, so that their names still have to be told. */
export const saysAll = ({ first: { subject, ...finding }, members }: Pick<FindingGroup, 'first' | 'members'>): boolean =>
  members.length > 1 && NOUNS[subject.kind] !== undefined && findingSentence({ subject, ...finding }).startsWith(`${subject.name} `);

/** "runs an older command" said of several: its first word is the verb. */
function plural(predicate: string): string {
  const [verb = '', ...rest] = predicate.split(' ');
  return [IRREGULAR.get(verb) ?? regular(verb), ...rest].join(' ');
}

const IRREGULAR: ReadonlyMap<string, string> = new Map([['is', 'are'], ['was', 'were'], ['has', 'have'], ['does', 'do']]);

const regular = (verb: string) =>
  verb.replace(/ies$/, 'y').replace(/(ch|sh|ss|x|z)es$/, '$1').replace(/([^s])s$/, '$1');
