/** A size, a duration or a number of CPUs that Compose refuses; the message is in its words. */
export class UnitError extends Error {
  override readonly name = 'UnitError';
}
