import { Lexer } from 'yaml';

/** A comment of a YAML text. Offsets count from 0. */
export interface YamlComment {
  /** With its `#`. */
  readonly text: string;
  readonly at: number;
  /** Nothing stands before it on its line. */
  readonly alone: boolean;
}

/** Marks of the lexer that stand for no text: document, flow end, and "what follows is a scalar". */
const DOCUMENT = '\u0002';
const FLOW_END = '\u0018';
const SCALAR = '\u001f';
const MARKS = new Set([DOCUMENT, FLOW_END, SCALAR]);

/** The comments of a text; a `#` inside of quotes or of a block of text is none. */
export function* yamlComments(text: string): Generator<YamlComment, void> {
  let at = 0;
  let isScalar = false;
  for (const token of new Lexer().lex(text)) {
    if (MARKS.has(token)) {
      isScalar = token === SCALAR;
      continue;
    }
    if (token.startsWith('#') && !isScalar) yield { text: token, at, alone: isBlank(text, at) };
    at += token.length;
    isScalar = false;
  }
}

const isBlank = (text: string, end: number) => text.slice(text.lastIndexOf('\n', end - 1) + 1, end).trim() === '';
