import { parse } from 'shell-quote';

/** What a container's own shell would know: its environment. */
export type Environment = ReadonlyMap<string, string>;

/**
 * The commands inside an argument list: the list itself, or, behind `sh -c`, each simple command of the script.
 * Variables are those of the container; one that is not set there becomes the empty word a shell would give.
 * Substitutions such as `$(...)` stay as they are: their value cannot be known from outside.
 */
export function commandsIn(argv: readonly string[], environment: Environment): readonly (readonly string[])[] {
  const script = scriptOf(argv);
  return script === undefined ? [argv.slice(wrapperLength(argv))] : simpleCommands(script, environment);
}

const SHELLS: ReadonlySet<string> = new Set(['sh', 'bash', 'dash', 'ash', 'zsh']);
/** Programs that only run another: what follows them is the command. */
const WRAPPERS: ReadonlySet<string> = new Set('tini dumb-init exec env gosu su-exec nohup nice docker-entrypoint.sh entrypoint.sh busybox'.split(' '));

/** `/opt/spark/bin/spark-submit` as `spark-submit`. */
export const programName = (word: string): string => word.slice(word.lastIndexOf('/') + 1);

function wrapperLength(argv: readonly string[]): number {
  let at = 0;
  while (at < argv.length && WRAPPERS.has(programName(argv[at] ?? ''))) {
    at += 1;
    while (at < argv.length && (argv[at]?.startsWith('-') === true || /^\w+=/.test(argv[at] ?? ''))) at += 1;
  }
  return at;
}

function scriptOf(argv: readonly string[]): string | undefined {
  const at = argv.findIndex((word) => SHELLS.has(programName(word)));
  if (at === -1 || at > wrapperLength(argv)) return undefined;
  const flag = argv.findIndex((word, index) => index > at && /^-[a-z]*c$/.test(word));
  return flag === -1 ? undefined : argv[flag + 1];
}

function simpleCommands(script: string, environment: Environment): readonly (readonly string[])[] {
  const found: string[][] = [[]];
  for (const token of tokens(withDefaults(script, environment), environment)) {
    if (typeof token === 'string') {
      found.at(-1)?.push(token);
    } else if ('op' in token && token.op === 'glob') {
      found.at(-1)?.push(token.pattern);
    } else if ('op' in token) {
      found.push([]);
    }
  }
  return found.map((words) => words.slice(leadingNoise(words))).filter((words) => words.length > 0);
}

/** Assignments, `exec`, `then` ... before the program itself. */
function leadingNoise(words: readonly string[]): number {
  let at = 0;
  while (at < words.length && (/^\w+=/.test(words[at] ?? '') || ['exec', 'then', 'do', 'else', '{', '!'].includes(words[at] ?? ''))) at += 1;
  return at + wrapperLength(words.slice(at));
}

function tokens(script: string, environment: Environment): ReturnType<typeof parse> {
  try {
    return parse(script.replaceAll('\\\n', ' ').replaceAll('\n', ' ; '), (name) => environment.get(name) ?? '');
  } catch {
    return []; // A script no shell would take: nothing in it can be told.
  }
}

/** `${NAME:-text}` and `${NAME-text}`, which the tokeniser does not know. */
function withDefaults(script: string, environment: Environment): string {
  return script.replace(/\$\{(\w+)(:?)-([^{}]*)\}/g, (_, name: string, colon: string, text: string) => {
    const value = environment.get(name);
    return value === undefined || (colon === ':' && value === '') ? text : value;
  });
}
