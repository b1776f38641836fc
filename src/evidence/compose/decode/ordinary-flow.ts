import { readQuoted, scalarAt } from './ordinary-scalars.js';
import { isBreak, isPlainStart, readName, skipSpaces, unusual, withoutSpaceAtEnd, type Reading } from './ordinary-text.js';
import type { YamlAlias, YamlList, YamlMap, YamlNode, YamlScalar } from './yaml-node.js';

const DEEPEST = 100;

/** Counts levels while something inside is read: text from outside must not exhaust the stack. */
export function deeper<Made>(reading: Reading<YamlNode>, make: () => Made): Made {
  if ((reading.depth += 1) > DEEPEST) throw unusual();
  const made = make();
  reading.depth -= 1;
  return made;
}

export function anchored<Node extends YamlNode>({ anchors }: Reading<YamlNode>, anchor: string | undefined, node: Node): Node {
  if (anchor !== undefined) anchors.set(anchor, node);
  return node;
}

export function readAlias(reading: Reading<YamlNode>): YamlAlias {
  const { at } = reading;
  const name = readName(reading);
  const target = reading.anchors.get(name);
  if (target === undefined) throw unusual();
  return { kind: 'alias', at, tag: '', name, target };
}

/** `[...]` or `{...}` without comments, missing values and commas at the end. */
export function readFlow(reading: Reading<YamlNode>, anchor: string | undefined, column: number): YamlMap | YamlList {
  return deeper(reading, () => {
    const { at } = reading;
    const isMap = reading.text.charAt(at) === '{';
    const node: YamlMap | YamlList = anchored(reading, anchor, { kind: isMap ? 'map' : 'list', at, tag: '', content: [] });
    const close = isMap ? '}' : ']';
    skip(reading, column);
    for (let comma = false; comma || reading.text.charAt(reading.at) !== close; comma = separated(reading, close, column)) {
      if (isMap) node.content.push(readFlowKey(reading, column));
      node.content.push(readFlowNode(reading, column));
      skip(reading, column, 0);
    }
    reading.at += 1;
    return node;
  });
}

/** Past a comma; false at the closing mark. */
function separated(reading: Reading<YamlNode>, close: string, column: number): boolean {
  const mark = reading.text.charAt(reading.at);
  if (mark === close) return false;
  if (mark !== ',') throw unusual();
  skip(reading, column);
  return true;
}

/** Past a character and blanks; what follows on another line stands further in than the block around. */
function skip(reading: Reading<YamlNode>, column: number, width = 1): void {
  reading.at += width;
  skipSpaces(reading);
  while (reading.text.charAt(reading.at) === '\n') {
    const line = (reading.at += 1);
    skipSpaces(reading);
    if (reading.at - line <= column && reading.text.charAt(reading.at) !== '\n') throw unusual();
  }
}

function readFlowKey(reading: Reading<YamlNode>, column: number): YamlScalar {
  const character = reading.text.charAt(reading.at);
  const key = character === '"' || character === "'" ? readQuoted(reading) : readFlowPlain(reading);
  if (reading.text.charAt(reading.at) !== ':' || reading.text.charAt(reading.at + 1) !== ' ') throw unusual();
  skip(reading, column);
  return key;
}

function readFlowNode(reading: Reading<YamlNode>, column: number): YamlNode {
  let anchor: string | undefined;
  if (reading.text.charAt(reading.at) === '&') {
    anchor = readName(reading);
    if (reading.text.charAt(reading.at) !== ' ') throw unusual();
    skipSpaces(reading);
  }
  const character = reading.text.charAt(reading.at);
  if (character === '[' || character === '{') return readFlow(reading, anchor, column);
  if (character === '*' && anchor === undefined) return readAlias(reading);
  return anchored(reading, anchor, character === '"' || character === "'" ? readQuoted(reading) : readFlowPlain(reading));
}

function readFlowPlain(reading: Reading<YamlNode>): YamlScalar {
  const { text, at: start } = reading;
  if (!isPlainStart(text, start) || (text.charAt(start) === '-' && ',[]{}'.includes(text.charAt(start + 1)))) throw unusual();
  let at = start;
  for (let character = text.charAt(at); character !== '\n' && character !== ''; character = text.charAt((at += 1))) {
    if (character === ',' || character === ']' || character === '}') break;
    if (character === '[' || character === '{' || (character === '#' && text.charAt(at - 1) === ' ')) throw unusual();
    if (character === ':' && (isBreak(text.charAt(at + 1)) || ',[]{}'.includes(text.charAt(at + 1)))) break;
  }
  const value = withoutSpaceAtEnd(text.slice(start, at));
  reading.at = start + value.length;
  return scalarAt(start, value, true);
}
