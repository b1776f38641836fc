/** The lab cannot be had on this machine, said in one line, as opposed to a step that went wrong. */
export class NoLab extends Error {
  override readonly name = 'NoLab';
}

/** Runs one step of the preparation, says on stderr how long it took, and puts its name before its failure. */
export async function step<T>(name: string, work: () => Promise<T>): Promise<T> {
  const started = performance.now();
  try {
    const result = await work();
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    process.stderr.write(`lab: ${name}: ${seconds} s\n`);
    return result;
  } catch (error) {
    if (error instanceof NoLab) throw error;
    throw new Error(`lab: ${name} failed: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

/** Waits for all, also when one fails: a download left running would be in the way of the next try. */
export async function together(tasks: readonly Promise<unknown>[]): Promise<void> {
  const outcomes = await Promise.allSettled(tasks);
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
}
