/** A line of a container's log: the engine's time (RFC 3339, nine digits), where the engine gave one, and the text. */
export interface LogLine {
  readonly time: string | undefined;
  readonly text: string;
}

export interface Demultiplexer {
  /** The lines that this chunk of the body completes. */
  readonly take: (chunk: Uint8Array) => readonly LogLine[];
  /** What was left without a line break. */
  readonly end: () => readonly LogLine[];
}

const HEADER = 8;
/** A line longer than this is cut: nothing that Spark says is. One message of structured logs with a long plan comes near. */
const LONGEST = 256 * 1024;
const TIME = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[.]\d+Z) /;
const ESCAPE = '\u001b';
const ESCAPES = new RegExp(`${ESCAPE}\\[[0-9;?]*[A-Za-z]|\\r`, 'g');

/**
 * Takes the answer of `GET /containers/{id}/logs?timestamps=1` apart. Without a terminal stdout and stderr come in frames
 * (stream, three zeros, length), each with its own time, a line longer than 16 KiB in several; with one they come as they are.
 */
export function demultiplexer(tty: boolean): Demultiplexer {
  return tty ? raw() : framed();
}

function raw(): Demultiplexer {
  const lines = lineBuffer();
  const decoder = new TextDecoder();
  return {
    take: (chunk) => lines.take(decoder.decode(chunk, { stream: true })).map(timed),
    end: () => lines.end().map(timed),
  };
}

function timed(line: string): LogLine {
  const time = TIME.exec(line)?.[1];
  return { time, text: withoutEscapes(time === undefined ? line : line.slice(time.length + 1)) };
}

function framed(): Demultiplexer {
  let rest: Buffer = Buffer.alloc(0);
  const streams = new Map<number, ReturnType<typeof frameLines>>();
  return {
    take(chunk) {
      rest = rest.length === 0 ? Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length) : Buffer.concat([rest, chunk]);
      const found: LogLine[] = [];
      let at = 0;
      for (let end = frameEnd(rest, at); end <= rest.length; end = frameEnd(rest, at)) {
        const kind = rest[at] ?? 0;
        const stream = streams.get(kind) ?? frameLines();
        streams.set(kind, stream);
        stream.take(rest.toString('utf8', at + HEADER, end), found);
        at = end;
      }
      rest = rest.subarray(at);
      return found;
    },
    end: () => [...streams.values()].flatMap((stream) => stream.end()),
  };
}

/** Where the frame that begins at `at` ends; beyond everything while its header is not there yet. */
const frameEnd = (bytes: Buffer, at: number): number => (bytes.length - at < HEADER ? Infinity : at + HEADER + bytes.readUInt32BE(at + 4));

/** Colours and the like, which few lines have. */
const withoutEscapes = (text: string): string => (text.includes(ESCAPE) || text.includes('\r') ? text.replace(ESCAPES, '') : text);

/** Only the first piece of a line tells its time. */
function frameLines() {
  const lines = lineBuffer();
  let time: string | undefined;
  return {
    take(frame: string, found: LogLine[]): void {
      const own = TIME.exec(frame)?.[1];
      const text = own === undefined ? frame : frame.slice(own.length + 1);
      const isBegin = lines.isEmpty();
      if (isBegin) time = own;
      // Nearly every frame is one whole line.
      if (isBegin && text !== '' && text.indexOf('\n') === text.length - 1) found.push({ time, text: withoutEscapes(text.slice(0, -1)) });
      else for (const line of lines.take(text)) found.push({ time, text: withoutEscapes(line) });
    },
    end: (): LogLine[] => lines.end().map((text) => ({ time, text })),
  };
}

function lineBuffer() {
  let rest = '';
  return {
    isEmpty: () => rest === '',
    take(text: string): string[] {
      const parts = (rest.length > LONGEST ? rest + text.slice(text.indexOf('\n') === -1 ? text.length : text.indexOf('\n')) : rest + text).split('\n');
      rest = parts.pop() ?? '';
      return parts;
    },
    end: (): string[] => (rest === '' ? [] : [rest]),
  };
}
