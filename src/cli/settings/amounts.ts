import * as z from 'zod/mini';

import { millis, type Millis } from '#units/duration.js';

const PERCENT = /^\s*\d+(\.\d+)?\s*%\s*$/;
const PERIOD = /^\s*(\d+(\.\d+)?)\s*(ms|s|m|min|h|d)\s*$/;
const MILLIS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, min: 60_000, h: 3_600_000, d: 86_400_000 };

const SHARE = { error: 'takes a share of 0 to 1, or a percentage such as "80 %"' };

/** A part of a whole as 0 to 1. Said as 0.8 or "80 %"; a bare 80 is refused, since it may mean either. */
export const share = z.pipe(
  z.union([z.number().check(z.gte(0, SHARE), z.lte(1, SHARE)), z.string().check(z.regex(PERCENT, SHARE))], SHARE).check(z.describe('A share of 0 to 1, or a percentage such as "80 %".')),
  z.transform((said: number | string): number => (typeof said === 'number' ? said : Number.parseFloat(said) / 100)),
);

const SPAN = { error: 'takes seconds, or a time such as "2m", "90 s", "1h"' };

export const period = z.pipe(
  z.union([z.number().check(z.gte(0, SPAN)), z.string().check(z.regex(PERIOD, SPAN))], SPAN).check(z.describe('Seconds, or a time such as "2m", "90 s", "1h".')),
  z.transform((said: number | string): Millis => {
    if (typeof said === 'number') return millis(said * 1000);
    const [, amount = '0', , unit = 's'] = PERIOD.exec(said) ?? [];
    return millis(Number(amount) * (MILLIS[unit] ?? 1000));
  }),
);

export const positive = z.number({ error: 'takes a number above 0' }).check(z.gt(0, { error: 'takes a number above 0' }));

export const atLeastZero = z.number({ error: 'takes a number of 0 or more' }).check(z.gte(0, { error: 'takes a number of 0 or more' }));
