import type { Redactor } from '../redact.js';
import type { LogLine } from './demultiplex.js';
import { COUNTED, maySpeak, recognise, type MarkName } from './lines.js';
import { mayBeStructured, messagesOf } from './message.js';
import { progressReader } from './progress.js';
import type { ContainerLog, StreamProgress } from './schema.js';

/** Gathers what the lines of one container say; they may come in any order, the engine's time decides what was first and last. */
export interface LogReader {
  readonly take: (lines: readonly LogLine[]) => void;
  readonly lines: () => number;
  readonly appId: () => string | undefined;
  /** The earliest time seen. */
  readonly begins: () => string | undefined;
  readonly result: (redactor: Redactor) => Pick<ContainerLog, 'marks' | 'progress' | 'lines'> & { readonly appId?: string };
}

interface Sighting {
  count: number;
  first: string | undefined;
  last: string | undefined;
  captures: readonly string[];
  line: string;
  recent: { time: string | undefined; captures: readonly string[] }[];
}

const SHOWN = 500;
/** Enough to see a backlog grow; a log of hours would hold thousands. */
const PROGRESS_KEPT = 20;
/** Enough to tell a loop from an accident, and to count by the minute. */
const RECENT_KEPT = 40;

export function logReader(): LogReader {
  const marks = new Map<MarkName, Sighting>();
  const progress = new Map<string, StreamProgress[]>();
  const progressOf = progressReader();
  let count = 0;
  let begins: string | undefined;

  function takeMessage(time: string | undefined, message: string): void {
    const batch = progressOf.take(message);
    if (batch !== undefined) progress.set(batch.query, [...(progress.get(batch.query) ?? []), batch].slice(-PROGRESS_KEPT));
    for (const { name, captures } of recognise(message)) note(marks, name, time, captures, message);
  }

  return {
    take(lines) {
      count += lines.length;
      for (const { time } of lines) if (time !== undefined && (begins === undefined || time < begins)) begins = time;
      // One look at all of them: where nothing looks wrong, most logs are tables and heartbeats.
      const isSilent = (text: string) => !progressOf.isWithin() && !maySpeak(text) && !mayBeStructured(text);
      if (isSilent(lines.map(({ text }) => text).join('\n'))) return;
      for (const { time, text } of lines) if (!isSilent(text)) for (const message of messagesOf(text)) takeMessage(time, message);
    },
    lines: () => count,
    appId: () => marks.get('app-id')?.captures[0],
    begins: () => begins,
    result: (redactor) => ({
      lines: count,
      ...appIdOf(marks),
      marks: Object.fromEntries([...marks].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, sighting]) => [name, shown(sighting, redactor)])),
      progress: [...progress].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, batches]) => batches),
    }),
  };
}

function appIdOf(marks: ReadonlyMap<MarkName, Sighting>) {
  const appId = marks.get('app-id')?.captures[0];
  return appId === undefined ? {} : { appId };
}

function note(marks: Map<MarkName, Sighting>, name: MarkName, time: string | undefined, captures: readonly string[], line: string): void {
  const seen = marks.get(name);
  if (seen === undefined) return void marks.set(name, { count: 1, first: time, last: time, captures, line, recent: COUNTED.has(name) ? [{ time, captures }] : [] });
  if (COUNTED.has(name)) seen.recent.push({ time, captures });
  if (seen.recent.length > 2 * RECENT_KEPT) seen.recent = newest(seen.recent);
  seen.count += 1;
  if (time !== undefined && seen.first !== undefined && time < seen.first) seen.first = time;
  if (time !== undefined && seen.last !== undefined && time < seen.last) return;
  Object.assign(seen, { last: time, captures, line });
}

const newest = (recent: Sighting['recent']) => [...recent].sort((a, b) => ((a.time ?? '') < (b.time ?? '') ? -1 : 1)).slice(-RECENT_KEPT);

const shown = ({ count, first, last, captures, line, recent }: Sighting, redactor: Redactor) => ({
  count,
  ...(first === undefined ? {} : { first }),
  ...(last === undefined ? {} : { last }),
  captures: clean(captures, redactor),
  line: redactor.text(line.slice(0, SHOWN)),
  ...(recent.length === 0 ? {} : { recent: newest(recent).map(({ time, captures }) => ({ ...(time === undefined ? {} : { time }), captures: clean(captures, redactor) })) }),
});

const clean = (captures: readonly string[], redactor: Redactor) => captures.map((capture) => redactor.text(capture.slice(0, SHOWN)));
