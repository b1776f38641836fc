import { Command, CommanderError, Option } from 'commander';

import { ExitCode } from '#diagnosis/exit-code.js';

import { UserError } from './errors.js';
import type { Io } from './io.js';
import { addProjectOptions, collect } from './project-options.js';
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
    throw new UserError(error.message.replace(/^error: /, '').split('\n').join(' '), { hint: 'k2doctor --help lists commands and flags' });
  }
}

type End = (code: ExitCode) => void;

function buildProgram(io: Io, end: End): Command {
  const program = addProjectOptions(new Command('k2doctor'))
    .description('Finds why a Spark standalone cluster in Docker Compose does not do what its file says.')
    .version(version, '-V, --version')
    .configureHelp({ showGlobalOptions: true, helpWidth: io.stdout.columns ?? 80 })
    .configureOutput({ writeOut: (text) => void io.stdout.write(text), writeErr: () => undefined, outputError: () => undefined })
    .exitOverride()
    .addHelpText('after', EXAMPLES);
  addCheck(program, io, end);
  addCollecting(program, io, end);
  addOffline(program, io, end);
  for (const command of program.commands) command.exitOverride().configureHelp({ showGlobalOptions: true, helpWidth: io.stdout.columns ?? 80 });
  return program;
}

const EXAMPLES = `
Examples:
  k2doctor check                          look at everything, explain, print the fix
  k2doctor -f prod.yml check --format json
  k2doctor check --offline                will this file fit the cluster it declares?
  k2doctor fix | sh                       run what heals it
  k2doctor snapshot > s.json; k2doctor check --from s.json
  k2doctor explain drift/stale-command

Exit codes: 0 examined, nothing to report at --fail-on; 1 findings; 2 wrong usage or input;
            3 required evidence is missing; 70 a bug in k2doctor; 130 interrupted.`;

/** Flags of the commands that look at the world. */
function looking(command: Command): Command {
  return command
    .option('--master <url>', 'Spark master: http://host:8080 or spark://host:7077, repeatable', collect, [])
    .addOption(new Option('--timeout <seconds>', 'limit for the whole run').default(10).argParser(positiveNumber('--timeout')))
    .addOption(new Option('--sample <seconds>', 'measure processor use over this many seconds').argParser(positiveNumber('--sample')));
}

/** Flags of the commands that print a report. */
function reporting(command: Command): Command {
  return command
    .option('--format <format>', 'format of the report on standard output', 'text')
    .option('--output <format=path>', 'write the report in another format to a file, repeatable', collect, [])
    .addOption(new Option('--fail-on <level>', 'lowest severity that makes exit code 1').choices(['critical', 'warning', 'info', 'never']).default('warning'))
    .option('--require <source>', 'evidence whose absence makes exit code 3, repeatable', collect, [])
    .option('--only <rule>', 'judge by this rule alone, repeatable', collect, [])
    .option('--skip <rule>', 'leave this rule out, repeatable', collect, [])
    .addOption(new Option('--color <when>', 'colour the report').choices(['auto', 'always', 'never']).default('auto'))
    .option('-q, --quiet', 'only the verdict and the fix')
    .option('-v, --verbose', 'show where every value comes from');
}

function addCheck(program: Command, io: Io, end: End): void {
  const check = looking(reporting(program.command('check').description('Look at file, containers and Spark; say what is ill, why, and what heals it.')))
    .argument('[service...]', 'report about these services only')
    .option('--offline', 'read the compose files alone: will it fit?')
    .option('--compare <file>', 'with --offline: show what changes against this compose file')
    .option('--from <snapshot>', 'replay a saved snapshot instead of looking');
  check.action(async (services: string[]) => {
    const { check: run } = await import('./check.js');
    end(await run(services, check.optsWithGlobals(), io));
  });
}

function addCollecting(program: Command, io: Io, end: End): void {
  const snapshot = looking(program.command('snapshot').description('Collect the evidence, redact it, print it as JSON.'));
  snapshot.action(async () => {
    const { snapshot: run } = await import('./snapshot.js');
    end(await run(snapshot.optsWithGlobals(), io));
  });
  const fix = looking(program.command('fix').description('Print only the commands that heal, one a line, safe to pipe into sh.')).option('--from <snapshot>', 'work on a saved snapshot');
  fix.action(async () => {
    const { fix: run } = await import('./fix.js');
    end(await run(fix.optsWithGlobals(), io));
  });
  const demo = reporting(program.command('demo').description('Run check on the built-in incident; needs no Docker.'));
  demo.action(async () => {
    const { demo: run } = await import('./demo.js');
    end(await run(demo.optsWithGlobals(), io));
  });
}

function addOffline(program: Command, io: Io, end: End): void {
  const config = program.command('config').description('Print the resolved project, as docker compose config does; values are shown.');
  config.addOption(new Option('--format <format>', 'output format').choices(['json']).default('json')).action(async () => {
    const { config: run } = await import('./config.js');
    end(await run(config.optsWithGlobals(), io));
  });
  program
    .command('explain')
    .description('Explain a rule: what it means, how it was proven, what heals it.')
    .argument('<rule>', 'such as drift/stale-command')
    .action(async (rule: string) => {
      const { explain: run } = await import('./explain.js');
      end(run(rule, io));
    });
  const simulate = program.command('simulate').description("Play a cluster with the rules of Spark's own master: who gets what, where, and why somebody waits.");
  simulate
    .requiredOption('--cluster <file>', 'scenario to play, one JSON object or one a line; - reads standard input')
    .addOption(new Option('--format <format>', 'output format').choices(['text', 'json']).default('text'))
    .action(async () => {
      const { simulate: run } = await import('./simulate-command.js');
      end(run(simulate.optsWithGlobals(), io));
    });
  const rules = program.command('rules').description('List the rules.');
  rules.addOption(new Option('--format <format>', 'output format').choices(['text', 'json']).default('text')).action(async () => {
    const { listRules: run } = await import('./rules.js');
    end(run(rules.optsWithGlobals(), io));
  });
}

function positiveNumber(flag: string) {
  return (text: string): number => {
    const value = Number(text);
    if (!Number.isFinite(value) || value <= 0) throw new UserError(`${flag} takes a number of seconds above 0, not "${text}"`);
    return value;
  };
}
