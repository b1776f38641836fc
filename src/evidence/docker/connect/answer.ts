import type { EngineHeaders } from '../engine.js';

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
