import type { YamlNode } from '../decode/yaml-node.js';
import { readDirective, type Directive } from './directive.js';
import { outlineOf, type OutlineEntry } from './outline.js';
import { yamlComments, type YamlComment } from './yaml-comments.js';

/** A compose file that was read, as it is shown to the caller. */
export interface RemarkedFile {
  readonly name: string;
  readonly text: string;
  readonly documents: readonly YamlNode[];
}

/** A comment `# k2doctor ignore=RULE reason`, and what it stands at. */
export interface Remark extends Directive {
  readonly file: string;
  /** Of the comment itself; lines and columns count from 1. */
  readonly line: number;
  readonly column: number;
  /** It stands above everything else of the file and speaks of the whole project. */
  readonly whole: boolean;
  /** First and last line of what it stands at; absent when it stands at nothing. */
  readonly lines?: { readonly from: number; readonly to: number };
  /** Services that lie in those lines as a whole. */
  readonly services: readonly string[];
}

/** Beyond this many in one file nobody wrote them by hand. */
const MOST_REMARKS = 1000;

/** The remarks of the files that were read. Files that never name us cost one search. */
export function remarksOf(files: readonly RemarkedFile[]): readonly Remark[] {
  return files.filter(({ text }) => /k2doctor/i.test(text)).flatMap(remarksIn);
}

function remarksIn(file: RemarkedFile): readonly Remark[] {
  const comments = [...addressed(file.text)];
  if (comments.length === 0) return [];
  const page = pageOf(file);
  return comments.slice(0, MOST_REMARKS).map(({ comment, directive }) => remark(page, comment, directive));
}

function* addressed(text: string): Generator<{ readonly comment: YamlComment; readonly directive: Directive }, void> {
  for (const comment of yamlComments(text)) {
    const directive = readDirective(comment.text);
    if (directive !== undefined) yield { comment, directive };
  }
}

/** A text with its lines and its entries, both in the order of their offsets. */
interface Page {
  readonly file: string;
  readonly text: string;
  readonly starts: readonly number[];
  readonly outline: readonly OutlineEntry[];
  readonly services: readonly OutlineEntry[];
}

function pageOf({ name, text, documents }: RemarkedFile): Page {
  const outline = documents.flatMap((document) => [...outlineOf(document, text.length)]);
  const services = outline.filter(({ path }) => path.length === 2 && path[0] === 'services');
  return { file: name, text, starts: lineStarts(text), outline, services };
}

function remark(page: Page, comment: YamlComment, directive: Directive): Remark {
  const { file, starts, outline, services } = page;
  const line = lineOf(starts, comment.at);
  const target = comment.alone ? outline[firstAfter(outline, comment.at)] : besides(page, line);
  return {
    ...directive,
    file,
    line,
    column: comment.at - (starts[line - 1] ?? 0) + 1,
    whole: comment.alone && firstAfter(outline, comment.at) === 0,
    ...(target === undefined ? {} : { lines: linesOf(page, target) }),
    services: target === undefined ? [] : services.filter(({ from, to }) => from >= target.from && to <= target.to).map(({ path }) => path[1] ?? ''),
  };
}

/** The outermost entry that begins on the line; where none does, the last that began before. */
function besides({ starts, outline }: Page, line: number): OutlineEntry | undefined {
  const [start = 0, end = Infinity] = [starts[line - 1], starts[line]];
  const next = firstAfter(outline, start - 1);
  const first = outline[next];
  return first !== undefined && first.from < end ? first : outline[next - 1];
}

/** Up to the line before what follows; blank lines and comments at the end do no harm. */
function linesOf({ text, starts }: Page, { from, to }: OutlineEntry) {
  const first = lineOf(starts, from);
  const last = to >= text.length ? starts.length : lineOf(starts, to) - 1;
  return { from: first, to: Math.max(first, last) };
}

const lineOf = (starts: readonly number[], offset: number) => firstBeyond(starts, (start) => start > offset);
const firstAfter = (outline: readonly OutlineEntry[], offset: number) => firstBeyond(outline, ({ from }) => from > offset);

/** The index of the first item that is beyond, by halving: the items are in order. */
function firstBeyond<T>(items: readonly T[], isBeyond: (item: T) => boolean): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const item = items[middle];
    if (item !== undefined && isBeyond(item)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}
