import { Chalk, type ChalkInstance } from 'chalk';

import type { Severity } from '#diagnosis/report.js';

import type { Surroundings } from '../define-reporter.js';
import type { Tone } from './headline.js';
import { displayWidth } from './terminal-text.js';

/** A terminal page: how wide it is and with what it is painted. Text is laid out first and painted last. */
export interface Page {
  readonly width: number;
  readonly verbosity: number;
  readonly showSuppressed: boolean;
  readonly paint: ChalkInstance;
}

export type Style = (text: string) => string;
export const plain: Style = (text) => text;

const NARROWEST = 40;

export function pageFor({ color, width, verbosity, showSuppressed }: Surroundings): Page {
  // Never chalk's default export: that one looks at the process.
  return { width: Math.max(width, NARROWEST), verbosity, showSuppressed, paint: new Chalk({ level: color ? 1 : 0 }) };
}


export const severityStyle = ({ paint }: Page, severity: Severity): Style =>
  ({ critical: paint.bold.red, warning: paint.bold.yellow, info: paint.cyan })[severity];

export const toneStyle = ({ paint }: Page, tone: Tone): Style =>
  ({ healthy: paint.bold.green, noted: paint.bold.green, nothing: paint.bold.yellow, ill: paint.bold.red, unknown: paint.bold.yellow, bug: paint.bold.red })[tone];

/** Lines of words no wider than `columns`; a word that is wider stands alone and whole, so that it can be copied. */
export function wrap(text: string, columns: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && displayWidth(longer) > columns) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  return [...lines, line];
}

export interface Hanging {
  readonly prefix: string;
  /** Of the prefix; the rest of the lines is indented as far. */
  readonly prefixStyle?: Style;
  readonly style?: Style;
}

/** Wrapped text behind a prefix, its later lines indented to where it began. */
export function hang(page: Page, { prefix, prefixStyle = plain, style = plain }: Hanging, text: string): readonly string[] {
  const indent = displayWidth(prefix);
  return wrap(text, page.width - indent).map((line, at) =>
    line === '' && prefix.trim() === '' ? '' : (at === 0 ? prefixStyle(prefix) : ' '.repeat(indent)) + style(line),
  );
}

export interface Piece {
  readonly text: string;
  readonly style: Style;
}

/** Pieces side by side, as many on a line as fit, behind a prefix; one that is wider than a line is wrapped. */
export function flow(page: Page, prefix: string, pieces: readonly Piece[], gap = '   '): readonly string[] {
  const room = page.width - displayWidth(prefix);
  const lines: string[] = [];
  let used = 0;
  for (const { text, style } of pieces.flatMap((piece) => wrap(piece.text, room).map((line) => ({ ...piece, text: line })))) {
    const columns = displayWidth(text);
    const last = lines.length - 1;
    const joins = last >= 0 && used + gap.length + columns <= room;
    if (joins) lines[last] = `${lines[last] ?? ''}${gap}${style(text)}`;
    else lines.push(style(text));
    used = joins ? used + gap.length + columns : columns;
  }
  return lines.map((text, at) => (at === 0 ? prefix : ' '.repeat(displayWidth(prefix))) + text);
}

export const MARGIN = 10;
/** The left column with the title of a block: "Cluster   ". */
export const title = (text: string): string => `${text} `.padEnd(MARGIN);
