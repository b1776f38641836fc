import { Option, type Command } from 'commander';

import type { ExitCode } from '#diagnosis/exit-code.js';
import { FAIL_LEVELS } from '#diagnosis/report.js';

import { UserError } from './errors.js';
import type { Io } from './io.js';
import { collect } from './project-options.js';

export type End = (code: ExitCode) => void;

/** Says what a command does, which options it takes, and what runs. */
export type Describe = (command: Command, io: Io, end: End) => void;

/** Flags of the commands that look at the world. */
export function looking(command: Command): Command {
  return command
    .option('--master <url>', 'Spark master: http://host:8080 or spark://host:7077, repeatable', collect, [])
    .addOption(new Option('--timeout <seconds>', 'limit for the whole run').default(10).argParser(positiveNumber('--timeout')))
    .addOption(new Option('--sample <seconds>', 'measure processor use over this many seconds').argParser(positiveNumber('--sample')));
}

/** For the commands that answer without waiting for what is late. A snapshot always waits. */
export const answering = (command: Command): Command => looking(command).option('--patient', 'read every source and wait for it, as long as --timeout allows');

/** Flags of `check` that `config --explain` takes too, to show that they win; it does nothing else with them. */
export function explainable(command: Command): Command {
  return command
    .addOption(new Option('--fail-on <level>').choices(FAIL_LEVELS).hideHelp())
    .addOption(new Option('--require <source>').argParser(collect).hideHelp())
    .addOption(new Option('--master <url>').argParser(collect).hideHelp())
    .addOption(new Option('--timeout <seconds>').argParser(positiveNumber('--timeout')).hideHelp())
    .addOption(new Option('--baseline <file>').hideHelp());
}

/** Flags of the commands that judge and print a report. */
export function reporting(command: Command): Command {
  return rendering(
    command
      .addOption(new Option('--fail-on <level>', 'lowest severity that makes exit code 1').choices(FAIL_LEVELS).default('warning'))
      .option('--require <source>', 'evidence whose absence makes exit code 3, repeatable', collect, [])
      .option('--only <rule>', 'judge by this rule alone, repeatable', collect, [])
      .option('--skip <rule>', 'leave this rule out, repeatable', collect, []),
  );
}

/** Flags of the commands that print a report. */
export function rendering(command: Command): Command {
  return command
    .option('--format <format>', 'format of the report on standard output', 'text')
    .option('--output <format=path>', 'write the report in another format to a file, repeatable', collect, [])
    .addOption(new Option('--color <when>', 'colour the report').choices(['auto', 'always', 'never']).default('auto'))
    .option('--show-suppressed', 'show what was silenced by comment, settings or baseline, and why')
    .option('-q, --quiet', 'only the verdict and the fix')
    .option('-v, --verbose', 'show where every value comes from');
}

function positiveNumber(flag: string) {
  return (text: string): number => {
    const value = Number(text);
    if (!Number.isFinite(value) || value <= 0) throw new UserError(`${flag} takes a number of seconds above 0, not "${text}"`);
    return value;
  };
}
