export class ShellWordsError extends Error {
  override readonly name = 'ShellWordsError';
}

const SPACES = ' \t\r\n';
const STOPS = ';&|<>';

interface Reading {
  word: string;
  started: boolean;
  single: boolean;
  double: boolean;
  back: boolean;
  dollar: boolean;
}

/**
 * Splits a string `command` or `entrypoint` as Compose does: with go-shellwords v1.0.12, not with a
 * shell. What follows the first unquoted `; & | < >` is dropped without a word, a backslash makes the
 * next character literal, a lone `)` opens what the next `)` closes. Throws ShellWordsError.
 */
export function splitWords(text: string): string[] {
  const words: string[] = [];
  const reading: Reading = { word: '', started: false, single: false, double: false, back: false, dollar: false };
  let escaped = false;

  for (const character of text) {
    if (escaped) {
      append(reading, character);
      escaped = false;
    } else if (character === '\\' && !reading.single) {
      escaped = true;
    } else if (SPACES.includes(character)) {
      if (isOpen(reading)) reading.word += character;
      else finish(reading, words);
    } else if (STOPS.includes(character) && !isOpen(reading)) {
      // `2>file`: the number belongs to the redirection, not to the words.
      if (character === '>' && /^\d/.test(reading.word)) reading.started = false;
      break;
    } else if (!takeMark(reading, character)) {
      append(reading, character);
    }
  }
  finish(reading, words);
  if (escaped || isOpen(reading)) throw invalid();
  return words;
}

/** A word as a POSIX shell reads it back; quoted only where it must be, and then in single quotes. */
export function quoteWord(word: string): string {
  return /^[\w@%+:,./-][\w@%+=:,./-]*$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

/** Opens and closes quotes. True where the character is used up and is no part of the word. */
function takeMark(reading: Reading, character: string): boolean {
  if (character === '"' && !reading.single && !reading.dollar) {
    if (reading.double) reading.started = true;
    reading.double = !reading.double;
    return true;
  }
  if (character === "'" && !reading.double && !reading.dollar) {
    if (reading.single) reading.started = true;
    reading.single = !reading.single;
    return true;
  }
  if (reading.single || reading.double) return false;
  if (character === '`' && !reading.dollar) reading.back = !reading.back;
  if (reading.back) return false;
  if (character === ')') reading.dollar = !reading.dollar;
  if (character === '(') {
    if (reading.dollar || !reading.word.endsWith('$')) throw invalid();
    reading.dollar = true;
  }
  return false;
}

function append(reading: Reading, character: string): void {
  reading.word += character;
  reading.started = true;
}

function finish(reading: Reading, words: string[]): void {
  if (reading.started) words.push(reading.word);
  reading.word = '';
  reading.started = false;
}

const isOpen = ({ single, double, back, dollar }: Reading): boolean => single || double || back || dollar;

const invalid = (): ShellWordsError => new ShellWordsError('invalid command line string');
