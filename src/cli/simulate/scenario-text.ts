import type { ApplicationAnswer, ScenarioAnswer } from '#model/scheduler/answer.js';
import { type Picture } from '#model/scheduler/picture.js';
import { wrap } from '#reporters/parts/page.js';
import { displayWidth, padTo } from '#reporters/parts/terminal-text.js';

const WIDTH = 80;

/** An answer for people: the workers, who holds what, who waits and why, what would help; the sum last. */
export function scenarioText(answer: ScenarioAnswer, picture: Picture, drawing: string): string {
  const blocks = [
    [headline(answer, picture)],
    drawing.split('\n').filter((line) => line !== ''),
    chanceLines(answer),
    applicationLines(answer, picture),
    driverLines(answer),
    [sum(answer)],
  ].filter((lines) => lines.length > 0);
  return blocks.map((lines) => lines.map((line) => `${line}\n`).join('')).join('\n');
}

function headline({ id }: ScenarioAnswer, { rows }: Picture): string {
  const total = rows.reduce((sum, { cores }) => sum + cores, 0);
  const used = rows.reduce((sum, { coresUsed }) => sum + coresUsed, 0);
  const free = Math.max(0, total - used);
  const headroom = total === 0 ? 'no ALIVE worker' : `${used}/${total} cores used, ${free} free (${Math.round((100 * free) / total)} % headroom)`;
  return id === null ? headroom : `${id}   ${headroom}`;
}

function chanceLines({ interchangeable = [] }: ScenarioAnswer): string[] {
  return interchangeable.flatMap((group) =>
    wrap(`Spark chooses among ${group.join(', ')} by chance: they may have changed places.`, WIDTH),
  );
}

function applicationLines({ applications }: ScenarioAnswer, { legend }: Picture): string[] {
  const widest = applications.reduce((most, { name }) => Math.max(most, displayWidth(name)), 0);
  return applications.flatMap((application, at) => {
    const { name, state, cores } = application;
    const start = `${legend[at]?.letter ?? ' '}  ${padTo(name, widest)}  ${state}  ${coresInWords(cores)}`;
    return [`${start}${placesOf(application)}`, ...waitLines(application)];
  });
}

const coresInWords = (cores: number): string => `${cores} ${cores === 1 ? 'core ' : 'cores'}`;

/** "  on w1, w2 x 2": workers in launch order. */
function placesOf({ executors }: ApplicationAnswer): string {
  const counts = new Map<string, number>();
  for (const { worker } of executors) counts.set(worker, (counts.get(worker) ?? 0) + 1);
  const places = [...counts].map(([worker, count]) => (count === 1 ? worker : `${worker} x ${count}`));
  if (places.length === 0) return '';
  const shown = places.length > 6 ? [...places.slice(0, 6), `${places.length - 6} more workers`] : places;
  return `  on ${shown.join(', ')}`;
}

function waitLines({ waitsBecause, cores }: ApplicationAnswer): string[] {
  if (waitsBecause === null) return [];
  const lead = cores === 0 ? 'waits: ' : 'could have more: ';
  return [
    ...indented(`${lead}${waitsBecause.sentence}`, '   ', '     '),
    ...(waitsBecause.waysOut ?? []).flatMap(({ sentence }) => indented(sentence, '   > ', '     ')),
  ];
}

const indented = (text: string, first: string, later: string): string[] =>
  wrap(text, WIDTH - later.length).map((line, at) => (at === 0 ? first : later) + line);

const driverLines = ({ drivers }: ScenarioAnswer): string[] =>
  drivers.map(({ name, state, worker }) => `@  ${name}  ${state}${worker === null ? '' : `  on ${worker}`}`);

function sum({ applications }: ScenarioAnswer): string {
  const running = applications.filter(({ cores }) => cores > 0).length;
  const idle = applications.filter(({ waitsBecause }) => waitsBecause?.kind === 'idle').length;
  const without = applications.length - running - idle;
  const parts = [`${running} with cores`, `${without} without`, ...(idle > 0 ? [`${idle} idle`] : [])];
  return `${applications.length} ${applications.length === 1 ? 'application' : 'applications'}: ${parts.join(', ')}`;
}
