/** Lets requests that were made get out: until the event loop turns they wait, and who is asked with them. */
export async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await new Promise(setImmediate);
}
