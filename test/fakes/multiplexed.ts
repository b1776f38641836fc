const HEADER = 8;

/** A message of a container's log as the engine frames it: stream, three zeros, length, text. */
export function frame(text: string, stream: 1 | 2 = 2): Buffer {
  const body = Buffer.from(text);
  const header = Buffer.alloc(HEADER);
  header.writeUInt8(stream, 0);
  header.writeUInt32BE(body.length, 4);
  return Buffer.concat([header, body]);
}

/** The frames of a recorded log. */
export function frames(log: Buffer): Buffer[] {
  const found: Buffer[] = [];
  for (let at = 0; at + HEADER <= log.length; ) {
    const end = at + HEADER + log.readUInt32BE(at + 4);
    found.push(log.subarray(at, end));
    at = end;
  }
  return found;
}

/** What the engine sends of a log for `since` and `until` (seconds, with a fraction) and `tail`. Lines carry their time, as with `timestamps=1`. */
export function selectFrames(log: Buffer, query: URLSearchParams): Buffer {
  const [since, until, tail] = ['since', 'until', 'tail'].map((name) => query.get(name));
  const within = frames(log).filter((each) => {
    const [, day = '', decimals = ''] = /^(\S{19})[.](\d+)Z/.exec(each.subarray(HEADER, HEADER + 30).toString()) ?? [];
    const time = `${String(Date.parse(`${day}Z`) / 1000)}.${decimals.padEnd(9, '0')}`;
    return time >= (since ?? '') && (!until || time <= until);
  });
  return Buffer.concat(!tail || tail === 'all' ? within : within.slice(-Number(tail)));
}
