import { declaredFit, declaredWaysOut, type DeclaredFit } from '#model/declared-fit.js';
import { formatCores } from '#units/cores.js';

import { defineRule, type Exhibit } from '../define-rule.js';
import { waysOutInWords } from '../parts/ways-out.js';

export default defineRule({
  id: 'capacity/over-subscribed',
  severity: 'warning',
  summary: 'The file declares jobs that do not fit the workers it declares.',
  why: `
The master grants cores in the order of registration, executor by executor, each on one worker. When the jobs of the file
together ask for more than its workers offer, or their executors do not fit side by side, the last ones wait, and which
ones these are changes with every restart.`,
  proof: 'The scheduler\'s own arithmetic over the workers and jobs of the resolved file: cores, memory, replicas, cluster-mode drivers.',
  lookAlikes: 'Where a job names no cap it is information: code or image may set one. A file that fits while the containers still ask for the old amount is `drift/stale-command`.',
  remedy: 'Lower the cores of jobs, or add a worker (another service, `scale`, more SPARK_WORKER_CORES).',
  needs: ['compose'],
  causes: ['scheduling/cores-max-below-executor-cores'],
  check: (model, { headroom }) => {
    const found = declaredFit(model, headroom);
    const asked = model.services.filter(({ compose, declared }) => compose !== undefined && declared?.role === 'job').length;
    if (found === undefined) return { examined: 0, observations: [], unknown: asked === 0 ? [] : ['what the workers of the file offer, or what its jobs ask for'] };
    const short = found.fit.jobs.filter(({ verdict }) => verdict === 'waits' || verdict === 'runs-partly');
    // A job without a cap takes what is there: alone it waits for nothing, and others waiting for it are told by themselves.
    const told = short.filter((job) => !found.open.has(job.name) && !isBehindUncapped(job) && (job.verdict === 'waits' || found.declared.jobs.find(({ name }) => name === job.name)?.coresMax !== undefined));
    if (told.length === 0) return { examined: found.fit.jobs.length, observations: [], unknown: found.unknown };
    return {
      examined: found.fit.jobs.length,
      observations: [
        {
          subject: { kind: 'project', name: model.projectName },
          // A cap that no command names may stand in code or in the image: then this is what would be, not what is declared.
          severity: found.declared.jobs.some(({ coresMax }) => typeof coresMax !== 'number') ? 'info' : 'warning',
          message: sentence(found, told),
          exhibits: exhibits(found, told),
          remedy: { summary: remedyFor(found, told), actions: [] },
          confidence: found.unknown.length === 0 ? 'seen' : 'likely',
          // Jobs that wait for their own cap alone say so themselves.
          blames: told.every(({ wait }) => wait?.reason.kind === 'capped') ? told.map(({ name }) => ({ kind: 'service' as const, name })) : [],
        },
      ],
    };
  },
});

/** Whoever waits for a job without a cap is `scheduling/cores-max-unset`'s to tell: it fits as soon as that one has a cap, or ends. */
const isBehindUncapped = ({ wait }: DeclaredFit['fit']['jobs'][number]) => wait?.reason.kind === 'not-now' && wait.reason.demand.unlimited.length > 0;

type Short = DeclaredFit['fit']['jobs'];

function sentence({ declared, fit }: DeclaredFit, told: Short): string {
  const asks = declared.jobs.map(({ coresMax }) => (typeof coresMax === 'number' ? coresMax : undefined));
  const who = `${told.map(({ name }) => name).join(', ')} ${told.every(({ verdict }) => verdict === 'waits') ? 'will wait' : 'will not get all they ask for'}`;
  if (fit.cores.total.least !== fit.cores.total.most) return `whatever size the workers without one turn out to have, ${who}: ${told[0]?.wait?.sentence ?? ''}`;
  if (asks.some((cores) => cores === undefined)) return `the workers of the file offer ${formatCores(fit.cores.total.least)}, and ${who}`;
  const total = asks.reduce<number>((sum, cores) => sum + (cores ?? 0), 0);
  return `the file declares ${asks.length === 1 ? 'a job' : `${String(asks.length)} jobs`} of ${formatCores(total)} in all, and its workers offer ${String(fit.cores.total.least)}: ${who}`;
}

function exhibits({ declared }: DeclaredFit, told: Short): readonly [Exhibit, ...Exhibit[]] {
  const each = declared.jobs.map(({ name, coresMax }) => `${name} ${typeof coresMax === 'number' ? String(coresMax) : 'without a cap'}`);
  const known = (value: unknown) => (typeof value === 'number' ? String(value) : 'unknown');
  const offers = declared.workers.map(({ id, cores, memoryMb }) => `${id} ${known(cores)} cores x ${known(memoryMb)} MiB`);
  return [
    { label: `jobs ask for ${each.join(', ')}`, plane: 'declared' },
    { label: `workers offer ${offers.join(', ')}`, plane: 'declared' },
    ...told.flatMap(({ name, wait }) => (wait === undefined ? [] : [{ label: `${name}: ${wait.sentence}`, plane: 'declared' as const }])),
  ];
}

function remedyFor(found: DeclaredFit, told: Short): string {
  const { declared, fit } = found;
  const total = declared.jobs.reduce((sum, { coresMax }) => sum + (typeof coresMax === 'number' ? coresMax : 0), 0);
  const missing = total - fit.cores.total.least;
  const [first] = told;
  const ways = first?.wait === undefined ? '' : waysOutInWords(declaredWaysOut(found, first), '');
  if (ways !== '') return ways;
  return missing > 0 ? `take ${formatCores(missing)} from the jobs, or add as many to the workers` : 'make the executors smaller, or the workers larger: the sum fits, the pieces do not';
}
