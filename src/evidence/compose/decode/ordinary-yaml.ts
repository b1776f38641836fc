import { anchored, deeper, readAlias, readFlow } from './ordinary-flow.js';
import { readBlockScalar, readQuoted, scalarAt } from './ordinary-scalars.js';
import { endLine, isBreak, isPlainStart, lineEnd, readName, skipSpaces, toContent, Unusual, unusual, withoutSpaceAtEnd, type Reading } from './ordinary-text.js';
import type { YamlList, YamlMap, YamlNode, YamlScalar } from './yaml-node.js';

/** Far below our limits, which the library watches over. */
const LONGEST = 500_000;
const LONGEST_KEY = 1000;

type Text = Reading<YamlNode>;

/**
 * The one document of a text that is written as nearly all compose files are: block maps and lists, scalars on one line,
 * flow collections, anchors, aliases, `|` and `>`. The same tree as the library makes, in a tenth of its time;
 * undefined where anything else is met, faults too.
 */
export function readOrdinaryYaml(text: string): YamlNode | undefined {
  if (text.length > LONGEST || text.includes('\t') || text.includes('\r') || text.includes('\ufeff')) return undefined;
  const reading: Text = { text, anchors: new Map(), at: 0, column: 0, depth: 0 };
  try {
    toContent(reading, 0);
    const root = readBlock(reading, undefined);
    return reading.column === -1 ? root : undefined;
  } catch (error) {
    if (error instanceof Unusual) return undefined;
    throw error;
  }
}

function readBlock(reading: Text, anchor: string | undefined): YamlMap | YamlList {
  return deeper(reading, () => (isItem(reading) ? readList(reading, anchor) : readMap(reading, anchor)));
}

const isItem = ({ text, at }: Text): boolean => text.charAt(at) === '-' && isBreak(text.charAt(at + 1));

/** An anchor is known before its contents are read, so that an alias to an enclosing node is seen as such. */
function readMap(reading: Text, anchor: string | undefined): YamlMap {
  const { column } = reading;
  const map: YamlMap = anchored(reading, anchor, { kind: 'map', at: reading.at, tag: '', content: [] });
  while (reading.column === column && !(map.content.length > 0 && isItem(reading))) {
    map.content.push(readKey(reading));
    map.content.push(readValue(reading, column, column));
  }
  if (reading.column >= column) throw unusual();
  return map;
}

function readList(reading: Text, anchor: string | undefined): YamlList {
  const { column } = reading;
  const list: YamlList = anchored(reading, anchor, { kind: 'list', at: reading.at, tag: '', content: [] });
  while (reading.column === column && isItem(reading)) {
    const dash = reading.at;
    reading.at += 1;
    skipSpaces(reading);
    if (isPlainStart(reading.text, reading.at) && isKey(lineOf(reading))) {
      reading.column = column + reading.at - dash;
      list.content.push(deeper(reading, () => readMap(reading, undefined)));
    } else list.content.push(readValue(reading, column, undefined));
  }
  if (reading.column > column) throw unusual();
  return list;
}

/** What stands on the line without quotes: all but blanks at the end and a comment. */
function lineOf({ text, at }: Text): string {
  const line = text.slice(at, lineEnd(text, at));
  const comment = line.indexOf(' #');
  return withoutSpaceAtEnd(comment === -1 ? line : line.slice(0, comment));
}

const isKey = (line: string): boolean => line.includes(': ') || line.endsWith(':');

function readKey(reading: Text): YamlScalar {
  const { text, at: start } = reading;
  const character = text.charAt(start);
  const quoted = character === '"' || character === "'";
  const key = quoted ? readQuoted(reading) : readPlainKey(reading);
  if (text.charAt(reading.at) !== ':' || !isBreak(text.charAt(reading.at + 1)) || reading.at - start > LONGEST_KEY) throw unusual();
  reading.at += 1;
  return key;
}

function readPlainKey(reading: Text): YamlScalar {
  const { text, at: start } = reading;
  const line = lineOf(reading);
  const inside = line.indexOf(': ');
  const length = inside !== -1 ? inside : line.endsWith(':') ? line.length - 1 : 0;
  if (!isPlainStart(text, start) || length === 0 || line.charAt(length - 1) === ' ') throw unusual();
  reading.at = start + length;
  return scalarAt(start, line.slice(0, length), true);
}

/** What follows a key or a dash. `listColumn`: a list may stand there as well as further in. */
function readValue(reading: Text, column: number, listColumn: number | undefined): YamlNode {
  const { text } = reading;
  skipSpaces(reading);
  let anchor: string | undefined;
  if (text.charAt(reading.at) === '&') {
    anchor = readName(reading);
    if (!isBreak(text.charAt(reading.at))) throw unusual();
    skipSpaces(reading);
  }
  const { at } = reading;
  const character = text.charAt(at);
  if (character === '\n' || character === '#' || character === '') {
    reading.at -= character === '#' ? 1 : 0;
    endLine(reading);
    if (reading.column > column || (reading.column === listColumn && isItem(reading))) return readBlock(reading, anchor);
    if (anchor !== undefined || listColumn === undefined) throw unusual();
    return scalarAt(at, '', true);
  }
  const node = readInline(reading, anchor, column);
  if (character === '|' || character === '>') toContent(reading, reading.at);
  else endLine(reading);
  return node;
}

function readInline(reading: Text, anchor: string | undefined, column: number): YamlNode {
  switch (reading.text.charAt(reading.at)) {
    case '[':
    case '{':
      return readFlow(reading, anchor, column);
    case '*':
      if (anchor !== undefined) throw unusual();
      return readAlias(reading);
    case '"':
    case "'":
      return anchored(reading, anchor, readQuoted(reading));
    case '|':
    case '>':
      return anchored(reading, anchor, readBlockScalar(reading, column));
    default: {
      const { at } = reading;
      const line = lineOf(reading);
      if (!isPlainStart(reading.text, at) || isKey(line)) throw unusual();
      reading.at = at + line.length;
      return anchored(reading, anchor, scalarAt(at, line, true));
    }
  }
}
