import type { Report } from '#diagnosis/report.js';
import type { Reporter, Surroundings } from '#reporters/define-reporter.js';
import { reporters } from '#reporters/index.js';

import { UserError } from './errors.js';
import type { Io } from './io.js';
import { nearest } from './nearest.js';
import { widthOf } from './output-width.js';
import { whyNot } from './why-not.js';

export interface OutputFlags {
  readonly format?: string;
  readonly output?: readonly string[];
  readonly color?: string;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  readonly showSuppressed?: boolean;
}

/** Checks the formats before anything is collected. @throws UserError for a format nobody speaks. */
export function checkOutput({ format = 'text', output = [] }: OutputFlags): void {
  for (const pair of output) if (!/^[^=]+=.+/.test(pair)) throw new UserError(`--output takes FORMAT=PATH, not "${pair}"`, { hint: 'such as --output json=report.json' });
  for (const name of [format, ...output.map((pair) => pair.slice(0, pair.indexOf('=')))]) knownFormat(name);
}

/** Renders one report in every format asked for. stdout gets one report and nothing else. */
export async function writeReport(report: Report, flags: OutputFlags, io: Io): Promise<void> {
  const format = await load(flags.format ?? 'text');
  for (const pair of flags.output ?? []) {
    const at = pair.indexOf('=');
    const reporter = await load(pair.slice(0, at));
    const path = pair.slice(at + 1);
    try {
      io.writeFile(path, reporter.render(report, { ...IN_A_FILE, verbosity: flags.verbose === true ? 1 : 0, showSuppressed: flags.showSuppressed === true }));
    } catch (error) {
      throw new UserError(`the report cannot be written to ${path}: ${whyNot(error)}`, { cause: error });
    }
  }
  if (format.id === 'github') await writeStepSummary(report, io);
  io.stdout.write(format.render(report, surroundingsOf(flags, io)));
}

/** Where a workflow names a step summary, annotations come with the whole report there; that it cannot be written changes no verdict. */
async function writeStepSummary(report: Report, io: Io): Promise<void> {
  const path = io.env['GITHUB_STEP_SUMMARY'] ?? '';
  if (path === '') return;
  const markdown = await load('markdown');
  try {
    io.appendFile(path, markdown.render(report, IN_A_FILE));
  } catch (error) {
    io.stderr.write(`k2doctor: the step summary cannot be written to ${path}: ${whyNot(error)}\n`);
  }
}

const IN_A_FILE: Surroundings = { color: false, width: 100, verbosity: 0, showSuppressed: false };

function surroundingsOf(flags: OutputFlags, io: Io): Surroundings {
  return {
    color: wantsColor(flags, io),
    width: widthOf(io),
    verbosity: flags.quiet === true ? -1 : flags.verbose === true ? 1 : 0,
    showSuppressed: flags.showSuppressed === true,
  };
}

/** `--color` wins over NO_COLOR, NO_COLOR over FORCE_COLOR, both over what the terminal is. */
function wantsColor({ color = 'auto' }: OutputFlags, io: Io): boolean {
  if (color !== 'auto') return color === 'always';
  if ((io.env['NO_COLOR'] ?? '') !== '') return false;
  const forced = io.env['FORCE_COLOR'];
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  return io.stdout.isTTY === true && io.env['TERM'] !== 'dumb';
}

async function load(name: string): Promise<Reporter> {
  return (await knownFormat(name)()).default;
}

function knownFormat(name: string): () => Promise<{ default: Reporter }> {
  const found = Object.hasOwn(reporters, name) ? reporters[name] : undefined;
  if (found !== undefined) return found;
  const near = nearest(name, Object.keys(reporters));
  throw new UserError(`there is no format "${name}"`, { hint: near === undefined ? `formats: ${Object.keys(reporters).join(', ')}` : `did you mean ${near}?` });
}
