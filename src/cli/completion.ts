import type { Command } from 'commander';

import { ExitCode } from '#diagnosis/exit-code.js';

import { commandWords } from './command-words.js';
import { SHELLS } from './completion/values.js';
import { UserError } from './errors.js';
import type { Io } from './io.js';
import { nearest } from './nearest.js';

/** Prints the completion script of a shell, made from the program itself. @throws UserError for a shell that we do not speak. */
export async function completion(shell: string, program: Command, io: Io): Promise<ExitCode> {
  io.stdout.write((await scriptFor(shell))(commandWords(program)));
  return ExitCode.Healthy;
}

async function scriptFor(shell: string) {
  switch (shell) {
    case 'bash':
      return (await import('./completion/bash.js')).bashCompletion;
    case 'zsh':
      return (await import('./completion/zsh.js')).zshCompletion;
    case 'fish':
      return (await import('./completion/fish.js')).fishCompletion;
    default: {
      const near = nearest(shell, SHELLS);
      throw new UserError(`there is no completion for "${shell}"`, { hint: near === undefined ? `shells: ${SHELLS.join(', ')}` : `did you mean ${near}?` });
    }
  }
}
