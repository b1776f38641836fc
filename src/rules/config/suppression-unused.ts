import { defineRule } from '../define-rule.js';
import { silencesByFile } from '../parts/silences.js';

export default defineRule({
  id: 'config/suppression-unused',
  severity: 'info',
  summary: 'A suppression silences nothing.',
  why: `
No finding met it, though every rule that it names has judged. Either the problem is solved, and the entry would hide
the next one; or its rule or subject is not spelt as it is in the report, and it never did anything.`,
  proof: 'The findings before suppression, each beside the rules and the subject, or the lines, of the entry.',
  lookAlikes: 'A finding that comes and goes, such as an application that waits, leaves its suppression unused between two visits.',
  remedy: 'Delete the entry; or compare its rule and subject with those that `k2doctor check --strict --format json` prints.',
  needs: [],
  check: ({ told: { silences = [], unused = [] } }) => ({
    examined: silences.length,
    observations: silencesByFile(unused, {
      illness: 'silence nothing',
      word: ({ problem }) => problem ?? 'met no finding',
      remedy: 'delete what silences nothing, or correct its rule and subject',
    }).map((observation) => ({ ...observation, severity: unused.some(({ problem, place }) => problem !== undefined && place?.file === observation.subject.name) ? 'warning' : 'info' })),
  }),
});
