import type { Plane } from '#diagnosis/report.js';

import { wordDifference } from '../parts/difference.js';
import { exhibitsOf, findingSentence, type ExhibitGroup, type FindingGroup } from '../parts/finding-groups.js';
import { saysAll } from '../parts/group-sentence.js';

const LONG = 60;

/** What a finding's own sentence does not say yet, of its first member: what fits under a headline. */
export const newExhibits = (group: FindingGroup): readonly ExhibitGroup[] =>
  exhibitsOf(group.members.slice(0, 1))
    .map(abridged)
    .filter((exhibit) => isNews(exhibit, group));

/** What the sentence has said already is not shown as an exhibit of it; a place not yet told is. */
function isNews({ label, places }: ExhibitGroup, group: FindingGroup): boolean {
  const said = new Set(wordsOf(findingSentence(group.first)));
  const placeTold = places.length === 0 || saysAll(group);
  return !placeTold || wordsOf(label).slice(1).some((word) => !said.has(word));
}

const wordsOf = (text: string): readonly string[] => text.split(/[\s,;:]+/).filter((word) => word !== '' && word !== '...' && word !== '=');

/** Of two long texts on the same thing, declared and deployed, only what differs. */
function abridged(exhibit: ExhibitGroup, _: number, all: readonly ExhibitGroup[]): ExhibitGroup {
  const { label, plane } = exhibit;
  const other = all.find(
    (candidate) => candidate.plane === OPPOSITE.get(plane) && firstWord(candidate.label) === firstWord(label),
  );
  if (other === undefined || Math.min(label.length, other.label.length) < LONG) return exhibit;
  const { declared } = wordDifference(label, other.label);
  return declared === '' || declared.length > label.length / 2 ? exhibit : { ...exhibit, label: `${firstWord(label)} ... ${declared}` };
}

const firstWord = (text: string) => text.split(' ', 1).join('');

const OPPOSITE: ReadonlyMap<Plane | null, Plane> = new Map([
  ['declared', 'deployed'],
  ['deployed', 'declared'],
]);
