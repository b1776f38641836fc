/** What Compose would do with one container. */
export type Answer = 'yes' | 'no' | 'unknown';

export function anyOf(answers: readonly Answer[]): Answer {
  if (answers.includes('yes')) return 'yes';
  return answers.includes('unknown') ? 'unknown' : 'no';
}
