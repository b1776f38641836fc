/**
 * How many units of cores each worker gets, workers in the order of preference,
 * `rooms` being the most that each could take. The sum is `units`, or all the
 * room there is.
 *
 * Spark deals unit by unit (Master.scheduleExecutorsOnWorkers). Dealing laps at
 * a time comes to the same and costs no more for large workers than for small.
 */
export function shareOut(units: number, rooms: readonly number[], spreadOut: boolean): number[] {
  return spreadOut ? lapByLap(units, rooms) : oneAfterAnother(units, rooms);
}

function oneAfterAnother(units: number, rooms: readonly number[]): number[] {
  let left = units;
  return rooms.map((room) => {
    const share = Math.min(room, left);
    left -= share;
    return share;
  });
}

function lapByLap(units: number, rooms: readonly number[]): number[] {
  const shares = rooms.map(() => 0);
  let left = Math.min(units, rooms.reduce((sum, room) => sum + room, 0));
  let laps = 0;
  while (left > 0) {
    const open = rooms.flatMap((room, at) => (room > laps ? [at] : []));
    const leastRoom = open.reduce((least, at) => Math.min(least, (rooms[at] ?? 0) - laps), Infinity);
    const wholeLaps = Math.min(Math.floor(left / open.length), leastRoom);
    // The last lap ends where the units do: the first in the order get one more.
    const dealt = wholeLaps > 0 ? open : open.slice(0, left);
    const each = Math.max(wholeLaps, 1);
    for (const at of dealt) shares[at] = (shares[at] ?? 0) + each;
    left -= each * dealt.length;
    laps += each;
  }
  return shares;
}
