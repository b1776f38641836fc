import { Lexer, Parser, type CST } from 'yaml';

import { DEEPEST_LEVEL, MOST_NODES, tooLarge } from '../limits.js';

/** The parser stacks the document, its collections, and what it is reading. */
const STACKED_BESIDE_LEVELS = 2;
/** A value has its own lexeme and those of the indicators beside it. */
const LEXEMES_PER_VALUE = 3;
const BLANK = /^[ \t\r\n]/;
/** Blanks and line ends mean nothing by themselves, but the parser keeps each. */
const MOST_BLANKS = 4 * MOST_NODES;

/**
 * The tokens of a YAML text, with a watch on what they cost: the parser keeps a whole document before it hands it over,
 * so the limits are held while it reads.
 */
export function* tokensOf(text: string): Generator<CST.Token, void> {
  const parser = new Parser();
  let values = 0;
  let blanks = 0;
  for (const lexeme of lexemesOf(text)) {
    yield* parser.next(lexeme);
    if (BLANK.test(lexeme)) blanks += 1;
    else values += 1;
    if (values > LEXEMES_PER_VALUE * MOST_NODES || blanks > MOST_BLANKS) throw tooMany();
    if (parser.stack.length > DEEPEST_LEVEL + STACKED_BESIDE_LEVELS) throw tooDeep();
  }
  yield* parser.end();
}

/** Comment lines that follow each other are handed on as one. */
function* lexemesOf(text: string): Generator<string, void> {
  let comment = '';
  let after: string[] = [];
  for (const lexeme of new Lexer().lex(text)) {
    if (lexeme.startsWith('#')) {
      comment += after.join('') + lexeme;
      after = [];
    } else if (comment !== '' && BLANK.test(lexeme)) after.push(lexeme);
    else {
      if (comment !== '') yield comment;
      yield* after;
      comment = '';
      after = [];
      yield lexeme;
    }
  }
  if (comment !== '') yield comment;
  yield* after;
}

export const tooMany = () => tooLarge(`the file has more than ${MOST_NODES.toLocaleString('en')} values`);
export const tooDeep = () => tooLarge(`the file is nested more than ${DEEPEST_LEVEL} levels deep`);
