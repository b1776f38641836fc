import { isExpired } from '#model/silence.js';

import { defineRule } from '../define-rule.js';
import { silencesByFile } from '../parts/silences.js';

export default defineRule({
  id: 'config/suppression-expired',
  severity: 'warning',
  summary: 'A suppression has expired, so what it hid is reported again.',
  why: `
Whoever wrote the suppression gave it a last day: until then the problem was to be solved. That day is over. The
finding, if it is still there, counts again, and the entry itself does nothing any more.`,
  proof: 'The `expires` of the entry in `.k2doctor.yml`, in `x-k2doctor` or in the comment, beside the day on which the evidence was taken (UTC).',
  lookAlikes: 'A suppression that meets nothing, expired or not, is `config/suppression-unused`.',
  remedy: 'Solve the problem and delete the entry; or give it a later day, and say why in its reason.',
  needs: [],
  check: ({ told: { silences = [] }, takenAt }) => ({
    examined: silences.length,
    observations: silencesByFile(
      silences.filter((silence) => isExpired(silence, takenAt)),
      { illness: 'expired', word: ({ expires = '' }) => `on ${expires}`, remedy: 'delete what has expired, or give it a later day' },
    ),
  }),
});
