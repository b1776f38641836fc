import type { Io } from './io.js';

const NARROWEST = 60;
const WIDEST = 200;
const USUAL = 80;

/** Columns of the terminal, else of COLUMNS, else 80; never so few that nothing can be laid out. */
export function widthOf({ stdout, env }: Pick<Io, 'stdout' | 'env'>): number {
  const told = stdout.columns ?? Number(env['COLUMNS'] ?? USUAL);
  return Math.min(WIDEST, Math.max(NARROWEST, Number.isFinite(told) && told > 0 ? told : USUAL));
}
