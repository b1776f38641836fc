/** Works through a list, `width` at a time, in order; answers keep the order of the list. */
export async function inTurns<T, R>(items: readonly T[], width: number, work: (item: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = [];
  let next = 0;
  const turn = async (): Promise<void> => {
    for (;;) {
      const at = next;
      next += 1;
      if (at >= items.length) return;
      results[at] = await work(items[at] as T); // at < items.length
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, turn));
  return results;
}
