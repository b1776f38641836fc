import { Option, type Command } from 'commander';

import type { CheckFlags } from './check.js';
import type { LookFlags } from './collect.js';
import { answering, explainable, looking, rendering, reporting, type Describe } from './command-options.js';
import type { ProjectFlags } from './project-options.js';
import { settle } from './settings/settle.js';
import { describeSimulate } from './simulate-options.js';

/** The settings file, next to the flags that name the project. */
export const addSettingsOptions = (program: Command): Command =>
  program.option('--config <path>', 'settings file, instead of the nearest .k2doctor.yml');

const check: Describe = (check, io, end) => {
  answering(reporting(check.description('Look at file, containers and Spark; say what is ill, why, and what heals it.')))
    .argument('[service...]', 'report about these services only')
    .option('--offline', 'read the compose files alone: will it fit?')
    .option('--compare <file>', 'with --offline: show what changes against this compose file')
    .option('--from <snapshot>', 'replay a saved snapshot instead of looking')
    .option('--baseline <file>', 'known findings: only what is new fails')
    .option('--write-baseline [file]', 'write the findings down as known')
    .option('--strict', 'silence nothing: no comment, no settings, no baseline')
    .action(async (services: string[]) => {
      const [{ check: run }, flags] = await Promise.all([import('./check.js'), settle<CheckFlags>(check, io)]);
      end(await run(services, flags, io));
    });
};

const snapshot: Describe = (snapshot, io, end) => {
  looking(snapshot.description('Collect the evidence, redact it, print it as JSON.')).action(async () => {
    const [{ snapshot: run }, flags] = await Promise.all([import('./snapshot.js'), settle<ProjectFlags & LookFlags>(snapshot, io)]);
    end(await run(flags, io));
  });
};

const fix: Describe = (fix, io, end) => {
  answering(fix.description('Print only the commands that heal, one a line, safe to pipe into sh.'))
    .option('--from <snapshot>', 'work on a saved snapshot')
    .action(async () => {
      const [{ fix: run }, flags] = await Promise.all([import('./fix.js'), settle<ProjectFlags & LookFlags>(fix, io)]);
      end(await run(flags, io));
    });
};

const demo: Describe = (demo, io, end) => {
  reporting(demo.description('Run check on the built-in incident; needs no Docker.')).action(async () => {
    const { demo: run } = await import('./demo.js');
    end(await run(demo.optsWithGlobals(), io));
  });
};

const config: Describe = (config, io, end) => {
  config
    .description('Print the resolved project, as docker compose config does; values are shown.')
    .addOption(new Option('--format <format>', 'output format').choices(['json']).default('json'))
    .option('--services', 'print the names of the services, one a line')
    .option('--explain', "show k2doctor's own settings, and where each one comes from");
  explainable(config).action(async () => {
    const { config: run } = await import('./config.js');
    end(await run(config, io));
  });
};

const explain: Describe = (explain, io, end) => {
  explain
    .description('Explain a rule: what it means, how it was proven, what heals it.')
    .argument('<rule>', 'such as drift/stale-command')
    .action(async (rule: string) => {
      const { explain: run } = await import('./explain.js');
      end(run(rule, io));
    });
};

const rules: Describe = (rules, io, end) => {
  rules
    .description('List the rules.')
    .addOption(new Option('--format <format>', 'output format').choices(['text', 'json']).default('text'))
    .action(async () => {
      const { listRules: run } = await import('./rules.js');
      end(run(rules.optsWithGlobals(), io));
    });
};

const render: Describe = (render, io, end) => {
  rendering(render.description('Print a saved report in another format.'))
    .requiredOption('--from <report>', 'what --format json printed; - reads standard input')
    .action(async () => {
      const { render: run } = await import('./render.js');
      end(await run(render.optsWithGlobals(), io));
    });
};

const init: Describe = (init, io, end) => {
  init.description('Write a commented .k2doctor.yml for this project; never over one that is there.').action(async () => {
    const { init: run } = await import('./init.js');
    end(run(init.optsWithGlobals(), io));
  });
};

const completion: Describe = (completion, io, end) => {
  completion
    .description('Print the completion script of a shell.')
    .argument('<shell>', 'bash, zsh or fish')
    .action(async (shell: string) => {
      const { completion: run } = await import('./completion.js');
      end(await run(shell, completion.parent ?? completion, io));
    });
};

/** All commands, in the order of the help. */
export const COMMANDS: Readonly<Record<string, Describe>> = { check, snapshot, fix, demo, config, explain, rules, simulate: describeSimulate, render, init, completion };
