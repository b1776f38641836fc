import type { CommandWords, OptionWords } from '../command-words.js';
import { offerBehind, offerFor, type Offer } from './values.js';

/** For bash 3.2 and later, with nothing but what bash brings. */
export function bashCompletion(program: CommandWords): string {
  const globals = new Set(program.options.map(({ long }) => long));
  const own = program.commands.flatMap(({ options }) => options).filter(({ long, value, optional }) => value !== undefined && !optional && !globals.has(long));
  return `# Completion of k2doctor for bash. Load it with: source <(k2doctor completion bash)
# shellcheck shell=bash

# Offers those of the words that begin with what was typed.
_k2doctor_offer() {
  local word
  for word in "$@"; do
    if [[ $word == "$cur"* ]]; then COMPREPLY+=("$word"); fi
  done
}

_k2doctor_files() {
  local word
  compopt -o filenames 2>/dev/null
  while IFS= read -r word; do COMPREPLY+=("$word"); done < <(compgen "$1" -- "$cur")
}

_k2doctor_services() {
  local word
  while IFS= read -r word; do _k2doctor_offer "$word"; done < <("\${COMP_WORDS[0]}" \${project[@]+"\${project[@]}"} config --services 2>/dev/null)
}

_k2doctor() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD - 1]} command='' word i
  local project=()
  COMPREPLY=()
  # \`--format=json\` arrives as three words.
  if [[ $cur == '=' ]]; then
    cur=''
  elif [[ $prev == '=' ]]; then
    prev=\${COMP_WORDS[COMP_CWORD - 2]}
  fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=\${COMP_WORDS[i]}
    case $word in
${project(program)}
      ${[...new Set(own.flatMap(spellings))].join(' | ')})
        if [[ \${COMP_WORDS[i + 1]-} == '=' ]]; then ((i++)); fi
        ((i++))
        ;;
      -*) ;;
      *) if [[ -z $command ]]; then command=$word; fi ;;
    esac
  done
  case $command:$prev in
${program.options.flatMap((option) => behind(option, '*')).join('\n')}
${program.commands.flatMap(({ name, options }) => options.filter(({ long }) => !globals.has(long)).flatMap((option) => behind(option, name))).join('\n')}
  esac
  case $command in
    '')
      if [[ $cur == -* ]]; then
        _k2doctor_offer ${names(program.options)}
      else
        _k2doctor_offer ${program.commands.map(({ name }) => name).join(' ')}
      fi
      ;;
${program.commands.map((command) => commandCase(command, program.options)).join('\n')}
  esac
}

complete -F _k2doctor k2doctor
`;
}

/** Flags that name the project are handed on when services are asked for. */
function project({ options }: CommandWords): string {
  return `      ${options.filter(({ value }) => value !== undefined).flatMap(spellings).join(' | ')})
        if [[ \${COMP_WORDS[i + 1]-} == '=' ]]; then ((i++)); fi
        if ((i + 1 < COMP_CWORD)); then project+=("$word" "\${COMP_WORDS[i + 1]}"); fi
        ((i++))
        ;;`;
}

const spellings = ({ short, long }: OptionWords): readonly string[] => (short === undefined ? [long] : [short, long]);

const names = (options: readonly OptionWords[]) => options.flatMap(spellings).join(' ');

function behind(option: OptionWords, command: string): readonly string[] {
  const offer = offerBehind(option);
  if (offer === undefined || option.optional) return [];
  const patterns = spellings(option).map((spelling) => `${command}:${spelling}`);
  return [`    ${patterns.join(' | ')})\n      ${offered(offer)}\n      return\n      ;;`];
}

function commandCase(command: CommandWords, globals: readonly OptionWords[]): string {
  const own = new Set(command.options.map(({ long }) => long));
  const [argument] = command.arguments;
  const rest = argument === undefined ? ':' : offered(offerFor(argument));
  return `    ${command.name})
      if [[ $cur == -* ]]; then
        _k2doctor_offer ${names([...command.options, ...globals.filter(({ long }) => !own.has(long))])}
      else
        ${rest}
      fi
      ;;`;
}

function offered(offer: Offer): string {
  switch (offer.kind) {
    case 'words':
      return `_k2doctor_offer ${offer.words.join(' ')}`;
    case 'files':
      return '_k2doctor_files -f';
    case 'folders':
      return '_k2doctor_files -d';
    case 'services':
      return '_k2doctor_services';
    case 'nothing':
      return ':';
  }
}
