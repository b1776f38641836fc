import { columnOf, here, isBlank, isBreak, isBreakOrEnd, isDigit, skipBlanks, skipToBreak, takeBreak, type Cursor } from './yaml-cursor.js';
import { YamlError } from './yaml-error.js';

const TAB = 9;
const SPACE = 32;
const HASH = 35;
const PLUS = 43;
const MINUS = 45;
const BAR = 124;

interface Header {
  readonly literal: boolean;
  readonly chomping: 'keep' | 'strip' | 'clip';
  /** 0: to be found out from the first line. */
  readonly increment: number;
}

/** `|` or `>` and the indented lines below it; `parentIndent` is -1 at the top of a document. */
export function readBlockScalar(cursor: Cursor, parentIndent: number): string {
  const start = cursor.at;
  const { literal, chomping, increment } = readHeader(cursor, start);
  const known = increment === 0 ? 0 : Math.max(parentIndent, 0) + increment;
  const leading = readBreaks(cursor, { indent: known, parentIndent, start });
  const { indent } = leading;

  let value = '';
  let lineBreak = '';
  let breaks = leading.breaks;
  let indented = false;
  while (columnOf(cursor) === indent && cursor.at < cursor.text.length) {
    const startsBlank = isBlank(here(cursor));
    const folds = !literal && !indented && !startsBlank && lineBreak === '\n';
    value += (folds ? (breaks === '' ? ' ' : '') : lineBreak) + breaks;
    indented = startsBlank;

    const from = cursor.at;
    skipToBreak(cursor);
    value += cursor.text.slice(from, cursor.at);
    lineBreak = isBreak(here(cursor)) ? takeBreak(cursor) : '';
    breaks = readBreaks(cursor, { indent, parentIndent, start }).breaks;
  }
  if (chomping !== 'strip') value += lineBreak;
  return chomping === 'keep' ? value + breaks : value;
}

function readHeader(cursor: Cursor, start: number): Header {
  const literal = here(cursor) === BAR;
  cursor.at += 1;
  let chomping = takeChomping(cursor);
  const increment = takeIncrement(cursor, start);
  if (chomping === undefined && increment > 0) chomping = takeChomping(cursor);

  skipBlanks(cursor);
  if (here(cursor) === HASH) skipToBreak(cursor);
  if (!isBreakOrEnd(here(cursor))) throw new YamlError('did not find expected comment or line break', start);
  if (isBreak(here(cursor))) takeBreak(cursor);
  return { literal, chomping: chomping ?? 'clip', increment };
}

function takeChomping(cursor: Cursor): 'keep' | 'strip' | undefined {
  const mark = here(cursor);
  if (mark !== PLUS && mark !== MINUS) return undefined;
  cursor.at += 1;
  return mark === PLUS ? 'keep' : 'strip';
}

function takeIncrement(cursor: Cursor, start: number): number {
  if (!isDigit(here(cursor))) return 0;
  const increment = here(cursor) - 48;
  if (increment === 0) throw new YamlError('found an indentation indicator equal to 0', start);
  cursor.at += 1;
  return increment;
}

interface Level {
  readonly indent: number;
  readonly parentIndent: number;
  readonly start: number;
}

/** Empty lines; finds the indentation from the first line with text when it is not known yet. */
function readBreaks(cursor: Cursor, { indent, parentIndent, start }: Level): { readonly breaks: string; readonly indent: number } {
  let breaks = '';
  let deepest = 0;
  for (;;) {
    while ((indent === 0 || columnOf(cursor) < indent) && here(cursor) === SPACE) cursor.at += 1;
    deepest = Math.max(deepest, columnOf(cursor));
    if ((indent === 0 || columnOf(cursor) < indent) && here(cursor) === TAB)
      throw new YamlError('found a tab character where an indentation space is expected', start);
    if (!isBreak(here(cursor))) break;
    breaks += takeBreak(cursor);
  }
  return { breaks, indent: indent === 0 ? Math.max(deepest, parentIndent + 1, 1) : indent };
}
