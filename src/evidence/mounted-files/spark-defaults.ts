export interface PropertyLine {
  readonly key: string;
  readonly value: string;
  /** Of its key, from 1. */
  readonly line: number;
}

/**
 * Reads spark-defaults.conf as Spark does: java.util.Properties, values trimmed (Spark 3.5.5, `Utils.getPropertiesFromFile`),
 * so `key value`, `key=value`, `key:value`, comments by # and !, lines continued by a backslash. Of a key that is set
 * twice the last counts; the order is that of the lines.
 */
export function parseSparkDefaults(text: string): readonly PropertyLine[] {
  const effective = new Map<string, PropertyLine>();
  for (const { content, line } of logicalLines(text)) {
    const { key, value } = splitProperty(content);
    effective.delete(key);
    effective.set(key, { key, value: value.trim(), line });
  }
  return [...effective.values()];
}

/** Continued lines joined, blank ones and comments left out. Only a line that begins anew can be a comment. */
function* logicalLines(text: string): Generator<{ content: string; line: number }> {
  let pending: { content: string; line: number } | undefined;
  for (const [at, natural] of text.split(/\r\n|\r|\n/).entries()) {
    const trimmed = natural.replace(/^[ \t\f]+/, '');
    if (pending === undefined && (trimmed === '' || /^[#!]/.test(trimmed))) continue;
    const isContinued = /(?<!\\)(?:\\\\)*\\$/.test(trimmed);
    const content: string = (pending?.content ?? '') + (isContinued ? trimmed.slice(0, -1) : trimmed);
    const line: number = pending?.line ?? at + 1;
    pending = isContinued ? { content, line } : undefined;
    if (!isContinued) yield { content, line };
  }
  if (pending !== undefined) yield pending;
}

/** The key ends at the first "=", ":" or white space that no backslash guards; white space and one sign more are passed over. */
function splitProperty(content: string): { readonly key: string; readonly value: string } {
  const [, key = '', value = ''] = /^((?:\\[\s\S]|[^\\=: \t\f])*)[ \t\f]*(?:[=:][ \t\f]*)?([\s\S]*)$/.exec(content) ?? [];
  return { key: unescape(key), value: unescape(value) };
}

const ESCAPES: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', f: '\f' };

const unescape = (text: string): string =>
  text.replace(/\\(?:u([0-9a-fA-F]{4})|([\s\S]))/g, (_, hex: string | undefined, character: string) =>
    hex === undefined ? (ESCAPES[character] ?? character) : String.fromCharCode(parseInt(hex, 16)),
  );
