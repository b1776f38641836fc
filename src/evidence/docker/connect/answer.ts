import type { EngineHeaders } from '../engine.js';

/** What we use of Node's IncomingMessage. */
export interface Body {
  on(event: string, listener: (chunk: Uint8Array) => void): unknown;
  destroy(): unknown;
}

export type AnswerHeaders = Readonly<Record<string, string | string[] | undefined>>;

const MESSAGE_SHOWN = 300;

/** The engine's `{"message": ...}`, or the first words of whatever else was said. One line. */
export function messageOf(body: string): string {
  const parsed = parseJson(body);
  const said = typeof parsed === 'object' && parsed !== null && 'message' in parsed && typeof parsed.message === 'string' ? parsed.message : body;
  if (/^\s*</.test(said)) return 'an HTML page';
  return said.replace(/\s+/g, ' ').trim().slice(0, MESSAGE_SHOWN);
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function headersSeen(headers: AnswerHeaders): EngineHeaders {
  const { 'api-version': apiVersion, server, ostype, date } = headers;
  const at = new Date(typeof date === 'string' ? date : Number.NaN);
  return {
    ...(typeof apiVersion === 'string' ? { apiVersion } : {}),
    ...(typeof server === 'string' ? { server } : {}),
    ...(typeof ostype === 'string' ? { osType: ostype } : {}),
    ...(Number.isNaN(at.getTime()) ? {} : { date: at }),
  };
}

/**
 * Hands over the body until `take` answers false or the sender ends it; resolves to whether it ended.
 * Stopping early destroys the connection: the engine would go on sending.
 */
export function readBody(response: Body, take: (chunk: Uint8Array) => boolean): Promise<boolean> {
  return new Promise((resolve, reject) => {
    response.on('data', (chunk: Uint8Array) => {
      if (take(chunk)) return;
      resolve(false);
      response.destroy();
    });
    response.on('end', () => resolve(true));
    response.on('error', (error: unknown) => reject(error instanceof Error ? error : new Error('the answer broke off')));
    response.on('close', () => reject(new Error('the answer broke off')));
  });
}

/** The whole body, or undefined where it is longer than `limit` bytes. */
export async function readWhole(response: Body, limit: number): Promise<Buffer | undefined> {
  const { body, ended } = await readFirst(response, limit);
  return ended ? body : undefined;
}

/** The first `limit` bytes. */
export async function readFirst(response: Body, limit: number): Promise<{ readonly body: Buffer; readonly ended: boolean }> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const ended = await readBody(response, (chunk) => {
    chunks.push(chunk.subarray(0, limit - size));
    size += chunk.length;
    return size <= limit;
  });
  return { body: Buffer.concat(chunks), ended };
}
