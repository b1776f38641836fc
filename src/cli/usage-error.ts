import type { CommanderError } from 'commander';

import { UserError } from './errors.js';
import { nearest } from './nearest.js';

/** commander's own words, with what was most likely meant. Loaded only when something is wrong. */
export function usageError({ code, message }: CommanderError, argv: readonly string[], commands: readonly string[]): UserError {
  // `help NAME` of no command: commander prints the help and says nothing of the name.
  if (code === 'commander.help') return unknownCommand(argv[argv.indexOf('help') + 1] ?? '', commands);
  const { said = message, near } = /^(?<said>[\s\S]*?)\s*\(Did you mean (?<near>[\s\S]+)\?\)$/.exec(message)?.groups ?? {};
  const meant = near ?? nearestChoice(said);
  return new UserError(said.replace(/^error: /, ''), { hint: meant === undefined ? 'k2doctor --help lists commands and flags' : `did you mean ${meant}?` });
}

function unknownCommand(name: string, commands: readonly string[]): UserError {
  const near = nearest(name, commands);
  return new UserError(`unknown command '${name}'`, { hint: near === undefined ? 'k2doctor --help lists commands and flags' : `did you mean ${near}?` });
}

function nearestChoice(said: string): string | undefined {
  const { value, choices } = /argument '(?<value>[^']*)' is invalid\. Allowed choices are (?<choices>[^.]+)\.$/.exec(said)?.groups ?? {};
  return value === undefined || choices === undefined ? undefined : nearest(value, choices.split(', '));
}
