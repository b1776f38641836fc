import { Command, CommanderError } from 'commander';

import { ExitCode } from '#diagnosis/exit-code.js';

import type { End } from './command-options.js';
import { addSettingsOptions, COMMANDS } from './commands.js';
import { helpFor, OVERVIEW, withExamples } from './help.js';
import type { Io } from './io.js';
import { addProjectOptions } from './project-options.js';
import { version } from './version.js';

/** Reads the arguments and runs one command. Each command's code is loaded only when it runs. */
export async function execute(argv: readonly string[], io: Io): Promise<ExitCode> {
  let code: ExitCode = ExitCode.Healthy;
  const program = buildProgram(io, (ended) => (code = ended), commandsToDescribe(argv));
  try {
    if (argv.length === 0) program.help();
    await program.parseAsync([...argv], { from: 'user' });
    return code;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return ExitCode.Healthy;
    const { usageError } = await import('./usage-error.js');
    throw usageError(error, argv, program.commands.map((command) => command.name()));
  }
}

const NAMES = Object.keys(COMMANDS);

/**
 * The commands whose options this run reads or shows: those that are named, wherever that is; all where help may show
 * them, or the script of a shell. Of the others the name is enough, and their options are not built: 2 ms of a start.
 */
function commandsToDescribe(argv: readonly string[]): readonly string[] {
  const named = NAMES.filter((name) => argv.includes(name));
  const showsAll = named.includes('completion') || argv.some((word) => word === 'help' || word === '--help' || /^-[^-]*h/.test(word));
  return showsAll || named.length === 0 ? NAMES : named;
}

/** The program with all its commands; what describes it (completion, manual) is made from this. */
export function buildProgram(io: Io, end: End, described: readonly string[] = NAMES): Command {
  const program = addSettingsOptions(addProjectOptions(new Command('k2doctor')))
    .description('Finds why a Spark standalone cluster in Docker Compose does not do what its file says.')
    .version(version, '-V, --version')
    .configureHelp(helpFor(io))
    .configureOutput({ writeOut: (text) => void io.stdout.write(text), writeErr: () => undefined, outputError: () => undefined })
    .exitOverride()
    .addHelpText('after', OVERVIEW);
  for (const [name, describe] of Object.entries(COMMANDS)) {
    const command = program.command(name);
    if (described.includes(name)) describe(withExamples(command, io), io, end);
  }
  return program;
}
