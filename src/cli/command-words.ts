import type { Argument, Command, Option } from 'commander';

import { examplesOf, type Example } from './examples.js';

/** The command line as plain data: what completion, manual and reference are made from. */
export interface CommandWords {
  readonly name: string;
  readonly summary: string;
  readonly arguments: readonly ArgumentWords[];
  readonly options: readonly OptionWords[];
  readonly examples: readonly Example[];
  readonly commands: readonly CommandWords[];
}

export interface ArgumentWords {
  /** As the help shows it: `[service...]`. */
  readonly shown: string;
  readonly name: string;
  readonly summary: string;
}

export interface OptionWords {
  /** As the help shows them: `-f, --file <path>`. */
  readonly shown: string;
  readonly short: string | undefined;
  readonly long: string;
  /** What it takes: `path`; undefined for a switch. */
  readonly value: string | undefined;
  /** The value may be left out. */
  readonly optional: boolean;
  readonly repeatable: boolean;
  readonly summary: string;
  readonly choices: readonly string[];
  readonly otherwise: string | undefined;
}

/** The visible part of a command: what its help shows. */
export function commandWords(command: Command): CommandWords {
  const help = command.createHelp();
  return {
    name: command.name(),
    summary: command.description(),
    arguments: command.registeredArguments.map(argumentWords),
    options: help.visibleOptions(command).map(optionWords),
    examples: examplesOf(command.name()),
    commands: help.visibleCommands(command).map(commandWords),
  };
}

function argumentWords(argument: Argument): ArgumentWords {
  const name = argument.name();
  const whole = argument.variadic ? `${name}...` : name;
  return { shown: argument.required ? `<${whole}>` : `[${whole}]`, name, summary: argument.description };
}

function optionWords(option: Option): OptionWords {
  const value = /[<[](?<value>[^>\]]+)[>\]]/.exec(option.flags)?.groups?.['value'];
  // commander keeps any value as a default.
  const otherwise: unknown = option.defaultValue;
  return {
    shown: option.flags,
    short: option.short,
    long: option.long ?? '',
    value,
    optional: option.optional,
    repeatable: Array.isArray(otherwise),
    summary: option.description,
    choices: option.argChoices ?? [],
    otherwise: typeof otherwise === 'string' || typeof otherwise === 'number' ? String(otherwise) : undefined,
  };
}
