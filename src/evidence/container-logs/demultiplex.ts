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
  return { time, text: (time === undefined ? line : line.slice(time.length + 1)).replace(ESCAPES, '') };
}

function framed(): Demultiplexer {
  let rest: Uint8Array = new Uint8Array();
  const streams = new Map<number, ReturnType<typeof frameLines>>();
  return {
    take(chunk) {
      rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      const found: LogLine[] = [];
      for (let size = frameSize(rest); size !== undefined && rest.length >= size; size = frameSize(rest)) {
        const stream = streams.get(rest[0] ?? 0) ?? frameLines();
        streams.set(rest[0] ?? 0, stream);
        found.push(...stream.take(Buffer.from(rest.subarray(HEADER, size)).toString('utf8')));
        rest = rest.subarray(size);
      }
      return found;
    },
    end: () => [...streams.values()].flatMap((stream) => stream.end()),
  };
}

const frameSize = (bytes: Uint8Array): number | undefined =>
  bytes.length < HEADER ? undefined : HEADER + new DataView(bytes.buffer, bytes.byteOffset).getUint32(4);

/** Only the first piece of a line tells its time. */
function frameLines() {
  const lines = lineBuffer();
  let time: string | undefined;
  return {
    take(frame: string): LogLine[] {
      const own = TIME.exec(frame)?.[1];
      if (lines.isEmpty()) time = own;
      return lines.take(own === undefined ? frame : frame.slice(own.length + 1)).map((text) => ({ time, text: text.replace(ESCAPES, '') }));
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
