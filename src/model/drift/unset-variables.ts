import type { ComposeEvidence } from '#evidence/compose/schema.js';

/**
 * Was the value touched by a variable that is set nowhere here? The person who ran Compose may have had it set,
 * so nothing is known of such a value. A path counts for everything below and above it.
 */
export function isTouched(path: string, { unsetVariables }: ComposeEvidence): boolean {
  return Object.keys(unsetVariables).some((touched) => isWithin(path, touched) || isWithin(touched, path));
}

function isWithin(path: string, whole: string): boolean {
  if (!path.startsWith(whole)) return false;
  const next = path.charAt(whole.length);
  return next === '' || next === '.' || next === '[';
}
