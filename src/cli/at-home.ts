import type { Command } from 'commander';

import type { ExitCode } from '#diagnosis/exit-code.js';

import { rendering } from './command-options.js';
import type { Io } from './io.js';

/** The settings file, next to the flags that name the project. */
export const addSettingsOptions = (program: Command): Command =>
  program.option('--config <path>', 'settings file, instead of the nearest .k2doctor.yml');

/** Commands for pipelines and shells. They look at nothing. */
export function addAtHome(program: Command, io: Io, end: (code: ExitCode) => void): void {
  const render = rendering(program.command('render').description('Print a saved report in another format.')).requiredOption('--from <report>', 'what --format json printed; - reads standard input');
  render.action(async () => {
    const { render: run } = await import('./render.js');
    end(await run(render.optsWithGlobals(), io));
  });
  const init = program.command('init').description('Write a commented .k2doctor.yml for this project; never over one that is there.');
  init.action(async () => {
    const { init: run } = await import('./init.js');
    end(run(init.optsWithGlobals(), io));
  });
  program
    .command('completion')
    .description('Print the completion script of a shell.')
    .argument('<shell>', 'bash, zsh or fish')
    .action(async (shell: string) => {
      const { completion: run } = await import('./completion.js');
      end(await run(shell, program, io));
    });
}
