import type { CommandWords, OptionWords } from '../command-words.js';
import { offerBehind, offerFor, type Offer } from './values.js';

export function fishCompletion({ options, commands }: CommandWords): string {
  const valued = new Set([...options, ...commands.flatMap((command) => command.options)].filter(({ value, optional }) => value !== undefined && !optional).flatMap(({ short, long }) => (short === undefined ? [long] : [short, long])));
  const project = options.filter(({ value }) => value !== undefined).flatMap(({ short, long }) => (short === undefined ? [long] : [short, long]));
  return `# Completion of k2doctor for fish. Load it with: k2doctor completion fish | source

# The words typed so far, less options and their values: the command, then its arguments.
function __k2doctor_words
    set -l skip 0
    for word in (commandline -opc)[2..]
        if test $skip = 1
            set skip 0
        else if contains -- $word ${[...valued].join(' ')}
            set skip 1
        else if not string match -q -- '-*' $word
            echo $word
        end
    end
end

function __k2doctor_command
    set -l words (__k2doctor_words)
    test (count $words) -gt 0; and contains -- $words[1] $argv
end

function __k2doctor_no_command
    test (count (__k2doctor_words)) -eq 0
end

# Services of the project that the flags typed so far name.
function __k2doctor_services
    set -l project
    set -l words (commandline -opc)
    for at in (seq 2 (math (count $words) - 1))
        if contains -- $words[$at] ${project.join(' ')}
            set -a project $words[$at] $words[(math $at + 1)]
        end
    end
    type -q k2doctor; and k2doctor $project config --services 2>/dev/null
end

complete -c k2doctor -f
${options.map((option) => optionLine(option, undefined)).join('\n')}
${commands.map(({ name, summary }) => `complete -c k2doctor -n __k2doctor_no_command -a ${name} -d ${quote(summary)}`).join('\n')}
${commands.flatMap((command) => commandLines(command, new Set(options.map(({ long }) => long)))).join('\n')}
`;
}

function commandLines(command: CommandWords, globals: ReadonlySet<string>): readonly string[] {
  const condition = `__k2doctor_command ${command.name}`;
  return [
    ...command.options.filter(({ long }) => !globals.has(long)).map((option) => optionLine(option, condition)),
    ...command.arguments.flatMap((argument) => {
      const offer = values(offerFor(argument));
      return offer === '' ? [] : [`complete -c k2doctor -n ${quote(condition)} ${offer.replace('-x ', '')}`];
    }),
  ];
}

function optionLine(option: OptionWords, condition: string | undefined): string {
  const { short, long, summary } = option;
  const offer = offerBehind(option);
  return [
    'complete -c k2doctor',
    ...(condition === undefined ? [] : ['-n', quote(condition)]),
    ...(short === undefined ? [] : ['-s', short.slice(1)]),
    '-l',
    long.slice(2),
    ...(offer === undefined ? [] : [option.optional ? '' : values(offer) || '-x']),
    '-d',
    quote(summary),
  ].filter((word) => word !== '').join(' ');
}

function values(offer: Offer): string {
  switch (offer.kind) {
    case 'words':
      return `-x -a ${quote(offer.words.join(' '))}`;
    case 'files':
      return '-r -F';
    case 'folders':
      return "-x -a '(__fish_complete_directories)'";
    case 'services':
      return "-x -a '(__k2doctor_services)'";
    case 'nothing':
      return '';
  }
}

const quote = (text: string) => `'${text.replace(/[\\']/g, '\\$&')}'`;
