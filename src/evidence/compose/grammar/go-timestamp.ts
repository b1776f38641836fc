const DATE = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:([Tt ])(.*))?$/s;
const TIME = /^(\d{1,2}):(\d{1,2}):(\d{1,2})(?:[.,]\d+)?(Z|[-+]\d{2}:\d{2})?$/;

/**
 * Whether go-yaml takes the text for a timestamp (v3.0.4, resolve.go): a date that exists, alone, or
 * with `T` and a time and a zone, or with one space and a time without a zone.
 */
export function isGoTimestamp(text: string): boolean {
  const date = DATE.exec(text);
  if (!date) return false;
  const [, year, month, day, separator, rest = ''] = date;
  if (!exists(Number(year), Number(month), Number(day))) return false;
  if (separator === undefined) return true;

  const time = TIME.exec(rest);
  if (!time) return false;
  const [, hour, minute, second, zone] = time;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return false;
  if (separator === ' ') return zone === undefined;
  return zone !== undefined && isZone(zone);
}

function exists(year: number, month: number, day: number): boolean {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
  return days !== undefined && day >= 1 && day <= days;
}

function isZone(zone: string): boolean {
  return zone === 'Z' || (Number(zone.slice(1, 3)) <= 24 && Number(zone.slice(4)) <= 60);
}
