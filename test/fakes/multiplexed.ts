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

/** What the engine sends of a log for `since` (seconds, with a fraction) and `tail`. Lines carry their time, as with `timestamps=1`. */
export function selectFrames(log: Buffer, since: string | null, tail: string | null): Buffer {
  const from = Number(since ?? 0) * 1000;
  const recent = frames(log).filter((each) => Date.parse(each.subarray(HEADER, HEADER + 24).toString().replace(/(\.\d{3}).*/, '$1Z')) >= Math.floor(from));
  return Buffer.concat(tail === null || tail === 'all' ? recent : recent.slice(-Number(tail)));
}
