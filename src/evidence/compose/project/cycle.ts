/** A way from a name back to itself, or undefined. Walks with a list of its own: chains may be thousands long. */
export function findCycle(names: readonly string[], next: (name: string) => readonly string[]): readonly string[] | undefined {
  const done = new Set<string>();
  for (const start of names) {
    const cycle = findCycleFrom(start, next, done);
    if (cycle !== undefined) return cycle;
  }
  return undefined;
}

function findCycleFrom(start: string, next: (name: string) => readonly string[], done: Set<string>): readonly string[] | undefined {
  const way: { readonly name: string; readonly left: string[] }[] = [];
  const on = new Set<string>();
  const enter = (name: string): void => {
    way.push({ name, left: [...next(name)].reverse() });
    on.add(name);
  };
  if (!done.has(start)) enter(start);
  for (let last = way.at(-1); last !== undefined; last = way.at(-1)) {
    const name = last.left.pop();
    if (name === undefined) {
      done.add(last.name);
      on.delete(last.name);
      way.pop();
    } else if (on.has(name)) return [...way.slice(way.findIndex((step) => step.name === name)).map((step) => step.name), name];
    else if (!done.has(name)) enter(name);
  }
  return undefined;
}
