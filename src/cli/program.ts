import { Command, CommanderError, Option } from 'commander';

import { ExitCode } from '#diagnosis/exit-code.js';

import { addSimulate } from './simulate-options.js';
import { addAtHome, addSettingsOptions } from './at-home.js';
import type { CheckFlags } from './check.js';
import type { LookFlags } from './collect.js';
import { answering, explainable, looking, reporting } from './command-options.js';
import { helpFor, OVERVIEW, withExamples } from './help.js';
import type { Io } from './io.js';
import { addProjectOptions, type ProjectFlags } from './project-options.js';
import { settle } from './settings/settle.js';
import { version } from './version.js';

/** Reads the arguments and runs one command. Each command's code is loaded only when it runs. */
export async function execute(argv: readonly string[], io: Io): Promise<ExitCode> {
  let code: ExitCode = ExitCode.Healthy;
  const program = buildProgram(io, (ended) => (code = ended));
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

type End = (code: ExitCode) => void;

/** The program with all its commands; what describes it (completion, manual) is made from this. */
export function buildProgram(io: Io, end: End): Command {
  const program = addSettingsOptions(addProjectOptions(new Command('k2doctor')))
    .description('Finds why a Spark standalone cluster in Docker Compose does not do what its file says.')
    .version(version, '-V, --version')
    .configureHelp(helpFor(io))
    .configureOutput({ writeOut: (text) => void io.stdout.write(text), writeErr: () => undefined, outputError: () => undefined })
    .exitOverride()
    .addHelpText('after', OVERVIEW);
  addCheck(program, io, end);
  addCollecting(program, io, end);
  addOffline(program, io, end);
  addSimulate(program, io, end);
  addAtHome(program, io, end);
  for (const command of program.commands) withExamples(command, io).exitOverride().configureHelp(helpFor(io));
  return program;
}

function addCheck(program: Command, io: Io, end: End): void {
  const check = answering(reporting(program.command('check').description('Look at file, containers and Spark; say what is ill, why, and what heals it.')))
    .argument('[service...]', 'report about these services only')
    .option('--offline', 'read the compose files alone: will it fit?')
    .option('--compare <file>', 'with --offline: show what changes against this compose file')
    .option('--from <snapshot>', 'replay a saved snapshot instead of looking')
    .option('--baseline <file>', 'known findings: only what is new fails')
    .option('--write-baseline [file]', 'write the findings down as known')
    .option('--strict', 'silence nothing: no comment, no settings, no baseline');
  check.action(async (services: string[]) => {
    const [{ check: run }, flags] = await Promise.all([import('./check.js'), settle<CheckFlags>(check, io)]);
    end(await run(services, flags, io));
  });
}

function addCollecting(program: Command, io: Io, end: End): void {
  const snapshot = looking(program.command('snapshot').description('Collect the evidence, redact it, print it as JSON.'));
  snapshot.action(async () => {
    const [{ snapshot: run }, flags] = await Promise.all([import('./snapshot.js'), settle<ProjectFlags & LookFlags>(snapshot, io)]);
    end(await run(flags, io));
  });
  const fix = answering(program.command('fix').description('Print only the commands that heal, one a line, safe to pipe into sh.')).option('--from <snapshot>', 'work on a saved snapshot');
  fix.action(async () => {
    const [{ fix: run }, flags] = await Promise.all([import('./fix.js'), settle<ProjectFlags & LookFlags>(fix, io)]);
    end(await run(flags, io));
  });
  const demo = reporting(program.command('demo').description('Run check on the built-in incident; needs no Docker.'));
  demo.action(async () => {
    const { demo: run } = await import('./demo.js');
    end(await run(demo.optsWithGlobals(), io));
  });
}

function addOffline(program: Command, io: Io, end: End): void {
  const config = program.command('config').description('Print the resolved project, as docker compose config does; values are shown.');
  config
    .addOption(new Option('--format <format>', 'output format').choices(['json']).default('json'))
    .option('--services', 'print the names of the services, one a line')
    .option('--explain', "show k2doctor's own settings, and where each one comes from");
  explainable(config)
    .action(async () => {
      const { config: run } = await import('./config.js');
      end(await run(config, io));
    });
  program
    .command('explain')
    .description('Explain a rule: what it means, how it was proven, what heals it.')
    .argument('<rule>', 'such as drift/stale-command')
    .action(async (rule: string) => {
      const { explain: run } = await import('./explain.js');
      end(run(rule, io));
    });
  const rules = program.command('rules').description('List the rules.');
  rules.addOption(new Option('--format <format>', 'output format').choices(['text', 'json']).default('text')).action(async () => {
    const { listRules: run } = await import('./rules.js');
    end(run(rules.optsWithGlobals(), io));
  });
}
