const taken = new Set<string>();
const waiting: (() => void)[] = [];

/** Runs the work when nobody else holds one of the names; others that share none run beside it. */
export async function inTurn(names: readonly string[], work: () => Promise<void>): Promise<void> {
  while (names.some((name) => taken.has(name))) await new Promise<void>((resolve) => waiting.push(resolve));
  for (const name of names) taken.add(name);
  try {
    await work();
  } finally {
    for (const name of names) taken.delete(name);
    for (const wake of waiting.splice(0)) wake();
  }
}
