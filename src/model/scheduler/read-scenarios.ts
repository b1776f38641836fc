import { isNonEmpty } from '#language.js';

import { complaint } from './scenario-complaint.js';
import { scenarioSchema, type Scenario } from './scenario.js';

/** A scenario file that cannot be read. The message names the line, and the path within it. */
export class ScenarioError extends Error {
  override readonly name = 'ScenarioError';
}

/**
 * Reads one scenario, or many as JSON lines. A text that is one JSON value is
 * one scenario, over however many lines it goes; otherwise each line is one.
 * @throws ScenarioError
 */
export function readScenarios(file: string): Scenario[] {
  const text = file.replace(/^\uFEFF/, '');
  const whole = parseJson(text);
  if (whole.ok) return [parseScenario(whole.value, '')];

  const lines = text.split(/\r?\n/).flatMap((line, at) => (line.trim() === '' ? [] : [{ line, number: at + 1 }]));
  if (!isNonEmpty(lines)) throw new ScenarioError('the scenario file is empty');
  const [first] = lines;
  // One scenario written over several lines does not begin with a line that is JSON by itself.
  if (lines.length === 1 || (!parseJson(first.line).ok && !looksWhole(first.line))) {
    throw new ScenarioError(`not JSON: ${whole.problem}`);
  }
  return lines.map(({ line, number }) => {
    const parsed = parseJson(line);
    if (!parsed.ok) throw new ScenarioError(`line ${number}: not JSON: ${parsed.problem}`);
    return parseScenario(parsed.value, `line ${number}: `);
  });
}

/** `{"id": ...}`, however wrong inside: then the file was meant as JSON lines. */
const looksWhole = (line: string): boolean => /^\s*\{.*\}\s*$/.test(line);

type Parsed = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly problem: string };

function parseJson(text: string): Parsed {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { ok: false, problem: error.message };
  }
}

/** A scenario, or a line that holds one beside its answers. */
function parseScenario(line: unknown, where: string): Scenario {
  const value = typeof line === 'object' && line !== null && 'scenario' in line && !('workers' in line) ? line.scenario : line;
  const { success, data, error } = scenarioSchema.safeParse(value);
  if (!success) throw new ScenarioError(`${where}${complaint(error.issues[0], value)}`);
  const twice = firstTwice(data.workers.map(({ id }) => id));
  if (twice !== undefined) throw new ScenarioError(`${where}workers: two of them are called ${JSON.stringify(twice)}`);
  if (coresIn(data) > MOST_CORES) throw new ScenarioError(`${where}workers: more than ${MOST_CORES} cores in all`);
  return data;
}

/** An executor may have one core, so this bounds the length of an answer. */
const MOST_CORES = 1_000_000;

function coresIn({ workers, events }: Scenario): number {
  const joined = events.flatMap((event) => (event.type === 'worker-joined' ? [event.worker] : []));
  return [...workers, ...joined].reduce((sum, { cores }) => sum + cores, 0);
}

function firstTwice(names: readonly string[]): string | undefined {
  const seen = new Set<string>();
  return names.find((name) => seen.size === seen.add(name).size);
}
