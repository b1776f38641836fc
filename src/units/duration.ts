declare const unit: unique symbol;

/** A span of time in milliseconds. */
export type Millis = number & { readonly [unit]: 'milliseconds' };

export const millis = (count: number): Millis => count as Millis;
export const seconds = (count: number): Millis => millis(count * 1000);
export const minutes = (count: number): Millis => millis(count * 60_000);

/** "40 s", "14 min", "3 h 5 min", "2 d 4 h": two units at most, rounded down. */
export function formatDuration(span: Millis): string {
  const total = Math.max(0, Math.floor(span / 1000));
  if (total < 60) return `${String(total)} s`;
  const inMinutes = Math.floor(total / 60);
  if (inMinutes < 60) return `${String(inMinutes)} min`;
  const inHours = Math.floor(inMinutes / 60);
  if (inHours < 24) return pair(inHours, 'h', inMinutes % 60, 'min');
  return pair(Math.floor(inHours / 24), 'd', inHours % 24, 'h');
}

const pair = (large: number, largeName: string, small: number, smallName: string) =>
  small === 0 ? `${String(large)} ${largeName}` : `${String(large)} ${largeName} ${String(small)} ${smallName}`;
