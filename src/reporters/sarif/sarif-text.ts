/**
 * A message of SARIF: never empty, and nothing in it a link; `[text](target)` is one even in plain text
 * (SARIF 2.1.0, 3.11.6), unless the brackets are escaped.
 */
export function sarifText(text: string): string {
  const words = text.trim() === '' ? 'no description' : text;
  return words.includes('](') ? words.replace(/[\\[\]]/g, '\\$&') : words;
}
