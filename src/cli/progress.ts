import type { Io } from './io.js';

const QUIET = 500;
const BLANK = '\r\u001B[2K';

/** Says on a terminal's stderr what takes longer than half a second, and takes it back when it is done. */
export async function withProgress<T>({ stderr }: Io, text: string, work: Promise<T>): Promise<T> {
  if (stderr.isTTY !== true) return work;
  const said = { yet: false };
  const timer = setTimeout(() => {
    said.yet = true;
    stderr.write(`k2doctor: ${text} ...`);
  }, QUIET);
  try {
    return await work;
  } finally {
    clearTimeout(timer);
    if (said.yet) stderr.write(BLANK);
  }
}
