import type { ArgumentWords, CommandWords, OptionWords } from '../command-words.js';
import { offerBehind, offerFor, type Offer } from './values.js';

/** For zsh's own completion system. */
export function zshCompletion({ options, commands }: CommandWords): string {
  return `#compdef k2doctor
# Completion of k2doctor for zsh. Save it as _k2doctor in a folder of $fpath, or: source <(k2doctor completion zsh)

_k2doctor_services() {
  local -a services project
  local flag
  for flag in ${options.filter(({ value }) => value !== undefined).map(({ long }) => long).join(' ')}; do
    if [[ -n \${opt_args[$flag]} ]]; then project+=($flag "\${opt_args[$flag]}"); fi
  done
  services=(\${(f)"$(k2doctor $project config --services 2>/dev/null)"})
  compadd -a services
}

_k2doctor() {
  local context state state_descr line curcontext=$curcontext
  typeset -A opt_args
  _arguments -C \\
${options.map((option) => `    ${optionSpec(option)} \\`).join('\n')}
    '1: :->command' \\
    '*:: :->rest'
  case $state in
    command)
      local -a commands
      commands=(
${commands.map(({ name, summary }) => `        ${quote(`${name}:${summary}`)}`).join('\n')}
      )
      _describe -t commands command commands
      ;;
    rest)
      case $words[1] in
${commands.map((command) => commandCase(command, options)).join('\n')}
      esac
      ;;
  esac
}

if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
  _k2doctor "$@"
else
  compdef _k2doctor k2doctor
fi
`;
}

function commandCase(command: CommandWords, globals: readonly OptionWords[]): string {
  const own = new Set(command.options.map(({ long }) => long));
  const options = [...command.options, ...globals.filter(({ long }) => !own.has(long))];
  const specs = [...options.map(optionSpec), ...command.arguments.map(argumentSpec)];
  return `        ${command.name})
          _arguments \\
${specs.map((spec) => `            ${spec}`).join(' \\\n')}
          ;;`;
}

/** \`'*'{-f,--file}'[summary]:path:_files'\`: short and long exclude each other unless the option may be repeated. */
function optionSpec(option: OptionWords): string {
  const { short, long, summary, repeatable } = option;
  const offer = offerBehind(option);
  const value = offer === undefined || option.value === undefined ? '' : `${option.optional ? '::' : ':'}${option.value}:${action(offer)}`;
  const text = quote(`[${escaped(summary)}]${value}`);
  if (short === undefined) return `${repeatable ? quote('*') : ''}${long}${text}`;
  return `${quote(repeatable ? '*' : `(${short} ${long})`)}{${short},${long}}${text}`;
}

function argumentSpec(argument: ArgumentWords): string {
  const place = argument.shown.includes('...') ? '*' : '1';
  return quote(`${place}:${argument.name}:${action(offerFor(argument))}`);
}

function action(offer: Offer): string {
  switch (offer.kind) {
    case 'words':
      return `(${offer.words.join(' ')})`;
    case 'files':
      return '_files';
    case 'folders':
      return '_files -/';
    case 'services':
      return '_k2doctor_services';
    case 'nothing':
      return '( )';
  }
}

const escaped = (text: string) => text.replace(/[[\]:\\]/g, '\\$&');
const quote = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
