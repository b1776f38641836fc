/** One option whose value changed between two argument lists, or that only one of them has. */
export interface ArgumentChange {
  readonly option: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/**
 * What changed from one argument list to another, option by option: `--executor-cores 2` and `--executor-cores 1`
 * are one change. Words without an option are compared in their order. Undefined: the lists differ in order alone
 * or in a way that no list of options tells, and the whole has to be shown.
 */
export function argumentChanges(before: readonly string[], after: readonly string[]): readonly ArgumentChange[] | undefined {
  const [old, now] = [optionsOf(before), optionsOf(after)];
  const changes: ArgumentChange[] = [];
  for (const option of new Set([...old.keys(), ...now.keys()])) {
    const [was, is] = [old.get(option), now.get(option)];
    if (was !== is) changes.push({ option, before: was, after: is });
  }
  return changes.length === 0 ? undefined : changes;
}

/** "--executor-cores 2 -> 1", "--supervise added". */
export function describeChange({ option, before, after }: ArgumentChange): string {
  const name = /^\d+$/.test(option) ? `argument ${option}` : option;
  if (before === undefined) return `${name}${after === undefined || after === '' ? '' : ` ${after}`} added`;
  if (after === undefined) return `${name}${before === '' ? '' : ` ${before}`} removed`;
  return `${name} ${before} -> ${after}`;
}

function optionsOf(words: readonly string[]): ReadonlyMap<string, string> {
  const options = new Map<string, string>();
  let plain = 0;
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    const next = words[at + 1];
    const pair = /^(--?[A-Za-z][\w.-]*)=([\s\S]*)$/.exec(word);
    if (pair !== null) {
      options.set(pair[1] ?? '', pair[2] ?? '');
    } else if ((word === '--conf' || word === '-c') && next !== undefined && next.includes('=')) {
      const [key = '', ...value] = next.split('=');
      options.set(`--conf ${key}`, value.join('='));
      at += 1;
    } else if (/^--?[A-Za-z]/.test(word)) {
      const valued = next !== undefined && !/^--?[A-Za-z]/.test(next);
      options.set(word, valued ? next : '');
      if (valued) at += 1;
    } else {
      plain += 1;
      options.set(String(plain), word);
    }
  }
  return options;
}
