import { unavailable, type Evidence } from '#evidence/evidence.js';
import { abortable } from '#evidence/http/timing/sensor.js';
import type { SensorContext } from '#evidence/sensor-context.js';
import type { EvidenceBySource, Facts } from '#evidence/snapshot.js';

import { isInDoubt } from './doubt.js';
import { OPTIONAL_SOURCES, servicesOf, type Known, type Optional } from './optional-sources.js';

/** How much of the answer's time optional sources may take. */
export interface Patience {
  /** Start everything and wait for it as long as the run may take. */
  readonly patient: boolean;
  /** Sources that are waited for in any case: `--require`. */
  readonly required: ReadonlySet<string>;
}

/** What a calm picture waits: this share of the time that it took so far, so that a slow engine or machine is given more. */
const CALM_SHARE = 0.25;
/** A sensor whose signal was aborted hands over what it has within this many milliseconds, or loses it. */
const HAND_OVER = 10;

type Readings = Map<Optional, Promise<Evidence<Facts[Optional]>>>;

/** Reads the optional sources; none keeps the answer waiting beyond its patience. What is cut is named as a blind spot. */
export async function readOptional(context: SensorContext, earlier: EvidenceBySource, withMaster: Promise<EvidenceBySource>, patience: Patience): Promise<EvidenceBySource> {
  const readings: Readings = new Map();
  const basis = servicesOf(earlier);
  const doubt = withMaster.then((all) => patience.patient || isInDoubt(all, basis.services, context.now));
  const all = Object.keys(OPTIONAL_SOURCES) as Optional[]; // Its keys are declared to be these.
  const isEarly = (source: Optional) => OPTIONAL_SOURCES[source].starts === 'always' || insistsOn(source, patience);
  const start = (wanted: readonly Optional[]) => {
    for (const source of wanted) readings.set(source, readOne(source, context, known, doubt, insistsOn(source, patience)));
  };
  const started = doubt.then((ill) => {
    if (ill) start(all.filter((source) => !isEarly(source)));
  });
  const ended = <S extends Optional>(source: S) => started.then(() => readings.get(source)) as Promise<Evidence<Facts[S]> | undefined>;
  const known: Known = { ...basis, earlier, withMaster, doubt, insists: (source) => insistsOn(source, patience), ended };
  start(all.filter(isEarly));
  await started;
  const read = await Promise.all([...readings].map(async ([source, reading]) => [source, await reading] as const));
  return Object.fromEntries([...all.filter((source) => !readings.has(source)).map((source) => [source, UNASKED] as const), ...read]);
}

const UNASKED = unavailable({ kind: 'not-collected', detail: 'not asked, since nothing is left to explain', supply: '--patient' });

const late = (source: Optional) => unavailable({ kind: 'timed-out', target: source });

const insistsOn = (source: Optional, { patient, required }: Patience) => patient || required.has(source);

/** One source, until it has answered or its time is over. */
async function readOne(source: Optional, context: SensorContext, known: Known, doubt: Promise<boolean>, insist: boolean): Promise<Evidence<Facts[Optional]>> {
  const cut = abortable({ parents: [context.signal] });
  const read = OPTIONAL_SOURCES[source].read as (context: SensorContext, known: Known) => Promise<Evidence<Facts[Optional]>>;
  const over = timeOver(cut, insist ? context.deadline : undefined, doubt, OPTIONAL_SOURCES[source]);
  try {
    const reading = read({ ...context, signal: cut.signal }, known);
    const evidence = (await Promise.race([reading, over.promise])) ?? late(source);
    // Nothing at all in the time that it had: whatever its sensor makes of that, it was not waited for.
    return cut.signal.aborted && evidence.status === 'unavailable' ? late(source) : evidence;
  } catch (error) {
    return unavailable({ kind: 'crashed', detail: error instanceof Error ? error.message : String(error) });
  } finally {
    over.forget();
  }
}

/** Resolves a moment after it has aborted `cut`: when `limit` is over, or else what doubt or calm has patience for once the required evidence is complete. */
function timeOver(cut: AbortController, limit: number | undefined, doubt: Promise<boolean>, { waits, calm }: { readonly waits: number; readonly calm: number }) {
  let timer: NodeJS.Timeout | undefined;
  let forgotten = false;
  const promise = new Promise<undefined>((resolve) => {
    const handOver = () => {
      cut.abort();
      timer = setTimeout(resolve, HAND_OVER, undefined);
    };
    const wait = (milliseconds: number) => {
      if (!forgotten) timer = setTimeout(handOver, milliseconds);
    };
    if (limit !== undefined) wait(limit);
    else void doubt.then((ill) => { wait(ill ? waits : Math.max(calm, process.uptime() * 1000 * CALM_SHARE)); });
  });
  return { promise, forget: () => { forgotten = true; clearTimeout(timer); } };
}
