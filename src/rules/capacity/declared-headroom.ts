import { declaredFit } from '#model/declared-fit.js';
import { formatCores } from '#units/cores.js';

import { defineRule } from '../define-rule.js';

export default defineRule({
  id: 'capacity/declared-headroom',
  severity: 'warning',
  summary: 'The file declares jobs that fit its workers and leave less free than the reserve asks for.',
  why: `
A reserve of free cores lets a job restart, a second one start beside it, and the cluster survive the loss of a worker.
A file that fills its workers works until the first of these happens.`,
  proof: 'The scheduler\'s own arithmetic over the workers and jobs of the resolved file, all of them started.',
  lookAlikes: 'A running cluster is judged by `capacity/low-headroom`, jobs that do not fit by `capacity/over-subscribed`, a job without a cap by `scheduling/cores-max-unset`.',
  remedy: 'Lower the cores of jobs that do not use them, or add a worker; `k2doctor simulate --recommend` counts both.',
  needs: ['compose'],
  check: (model, { headroom }) => {
    // Once a master answers, what runs counts.
    const found = model.cluster === undefined ? declaredFit(model, headroom) : undefined;
    if (found === undefined) return { examined: 0, observations: [] };
    const { declared, fit, unknown } = found;
    const isSized = declared.jobs.every(({ coresMax }) => typeof coresMax === 'number');
    const fits = fit.jobs.every(({ verdict }) => verdict === 'runs-fully' || verdict === 'idle');
    if (!isSized || !fits || fit.headroom === undefined || fit.keepsHeadroom !== 'no') return { examined: 1, observations: [], unknown: fit.keepsHeadroom === 'depends' ? unknown : [] };
    const { least, most } = fit.headroom;
    const percent = (share: number) => `${String(Math.floor(share * 100 + 1e-9))} %`;
    return {
      examined: 1,
      observations: [
        {
          subject: { kind: 'project', name: model.projectName },
          message: `the jobs of the file take ${formatCores(fit.cores.used.most)} of the ${String(fit.cores.total.least)} that its workers offer: ${least === most ? percent(least) : `${percent(least)} to ${percent(most)}`} headroom, less than ${percent(headroom)}`,
          exhibits: [{ label: `jobs ask for ${declared.jobs.map(({ name, coresMax }) => `${name} ${typeof coresMax === 'number' ? String(coresMax) : '?'}`).join(', ')}`, plane: 'declared' }],
          remedy: { summary: 'lower the cores of jobs that do not use them, or add a worker', actions: [] },
          confidence: unknown.length === 0 ? 'seen' : 'likely',
        },
      ],
    };
  },
});
