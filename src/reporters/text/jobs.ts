import type { Report, ReportJob } from '#diagnosis/report.js';

import { flow, hang, plain, type Page, type Style } from '../parts/page.js';
import { jobState, sightOf, type Sight } from '../parts/job-state.js';
import { PLANES, planeRows, settingName, type PlaneCell, type PlaneRow } from '../parts/planes.js';
import { displayWidth, padTo } from '../parts/terminal-text.js';

const MANY = 20;
const FEW = 5;
const LONGEST = 240;
/** Two columns between cells where there is room, else one; what does not fit even so is folded. */
const GAPS = ['  ', ' '] as const;
const UNKNOWN = '-';

interface Row {
  readonly label: string;
  readonly state: string;
  readonly shortState: string;
  readonly stateStyle: Style;
  readonly row: PlaneRow;
}

/** Every job across the planes; the first plane with another value carries a ≠. */
export function jobs({ jobs, cluster, blindSpots }: Report, page: Page): readonly string[] {
  const sight = sightOf({ cluster, blindSpots });
  const shown = jobs.length > MANY && page.verbosity < 1 ? jobs.filter(isWorthALine) : jobs;
  const hidden = jobs.length - shown.length;
  const rows = shown.flatMap((job) => rowsOf(job, sight, page));
  const planes = PLANES.filter((plane) => rows.some(({ row }) => cellOn(row, plane).value !== undefined));
  const withState = sight.master || jobs.some(({ application }) => application !== null);
  const table = wide(rows, planes, withState, page) ?? wide(rows.map(shortened), planes, withState, page) ?? folded(rows, planes, withState, page);
  return [
    ...(rows.length === 0 ? [] : [...table, ...legend(rows, planes, page)]),
    ...outsideDrivers(shown, page),
    ...(hidden === 0 ? [] : [page.paint.dim(`and ${hidden} more, RUNNING and in step (-v lists them)`)]),
  ];
}

/** Where each driver that is no service runs, and what it was started with. */
function outsideDrivers(jobs: readonly ReportJob[], page: Page): readonly string[] {
  const outside = jobs.filter(({ service }) => service === null);
  if (outside.length > FEW && page.verbosity < 1) return [];
  return outside.flatMap(({ label, container, driver }) => {
    const host = driver?.host ?? null;
    const where = container ?? (host === null ? undefined : `${host}, which is no container seen here`);
    if (where === undefined) return [];
    const by = driver?.startedBy === 'exec' ? ', by docker exec' : '';
    const command = driver?.command ?? null;
    return hang(page, { prefix: '', style: page.paint.dim }, `${label}: driver in ${where}${by}${command === null ? '' : `: ${command.slice(0, LONGEST)}`}`);
  });
}

const shortened = (row: Row): Row => ({ ...row, state: row.shortState });

const isWorthALine = (job: ReportJob) => job.divergence !== null || job.application?.state !== 'RUNNING';

function rowsOf(job: ReportJob, sight: Sight, page: Page): readonly Row[] {
  const { words, short, tone } = jobState(job, sight);
  const { paint } = page;
  const stateStyle = { good: paint.green, waiting: paint.yellow, bad: paint.red, none: plain }[tone];
  return planeRows(job).map((row, at) =>
    at === 0
      ? { label: job.label, state: words, shortState: short, stateStyle, row }
      : { label: `  ${settingName(row.setting)}`, state: '', shortState: '', stateStyle: plain, row },
  );
}

const cellOn = (row: PlaneRow, plane: PlaneCell['plane']): PlaneCell =>
  row.cells.find((cell) => cell.plane === plane) ?? { plane, value: undefined, diverges: false };

const cellText = ({ value, diverges }: PlaneCell) => (diverges ? `≠ ${value ?? UNKNOWN}` : (value ?? UNKNOWN));

/** The table, or undefined when it is wider than the page. */
function wide(rows: readonly Row[], planes: readonly PlaneCell['plane'][], withState: boolean, page: Page) {
  const heads = ['Job (cores)', ...planes, ...(withState ? ['state'] : [])];
  const texts = rows.map(({ label, state, row }) => [
    label,
    ...planes.map((plane) => cellText(cellOn(row, plane))),
    ...(withState ? [state] : []),
  ]);
  const widths = heads.map((head, at) => Math.max(displayWidth(head), ...texts.map((row) => displayWidth(row[at] ?? ''))));
  const sum = widths.reduce((columns, width) => columns + width, 0);
  const gap = GAPS.find(({ length }) => sum + (widths.length - 1) * length <= page.width);
  if (gap === undefined) return undefined;

  const pad = (text: string, at: number) => (at === widths.length - 1 ? text : padTo(text, widths[at] ?? 0));
  const body = rows.map(({ row, stateStyle }, line) =>
    (texts[line] ?? [])
      .map((text, at) => {
        const plane = planes[at - 1];
        if (plane !== undefined) return cellStyle(cellOn(row, plane), page)(pad(text, at));
        return (at === 0 ? plain : stateStyle)(pad(text, at));
      })
      .join(gap)
      .trimEnd(),
  );
  return [page.paint.bold(heads.map(pad).join(gap)), ...body];
}

const cellStyle = ({ diverges }: PlaneCell, { paint }: Page): Style => (diverges ? paint.bold.red : plain);

/** Two lines a job, every value with the name of its plane. */
function folded(rows: readonly Row[], planes: readonly PlaneCell['plane'][], withState: boolean, page: Page) {
  const body = rows.flatMap(({ label, state, stateStyle, row }) => {
    const values = planes.map((plane) => `${plane} ${cellText(cellOn(row, plane))}`).join(', ');
    const painted = (text: string) => text.replace(/≠ [^,]*/g, (mark) => page.paint.bold.red(mark));
    const setting = hang(page, { prefix: '  ', style: painted }, `${settingName(row.setting)}: ${values}`);
    if (label.startsWith(' ')) return setting;
    const named = [{ text: label, style: page.paint.bold }, ...(withState && state !== '' ? [{ text: state, style: stateStyle }] : [])];
    return [...flow(page, '', named, GAPS[0]), ...setting];
  });
  return [page.paint.bold('Jobs'), ...body];
}

function legend(rows: readonly Row[], planes: readonly PlaneCell['plane'][], page: Page): readonly string[] {
  const cells = rows.flatMap(({ row }) => planes.map((plane) => cellOn(row, plane)));
  const words = [
    ...(cells.some(({ diverges }) => diverges) ? ['≠ the first place where the value changes'] : []),
    ...(cells.some(({ value }) => value === undefined) ? [`${UNKNOWN} not set or not known`] : []),
  ];
  return words.length === 0 ? [] : hang(page, { prefix: '', style: page.paint.dim }, words.join('; '));
}
