/** A line of a Java properties file. `line` counts from 1, at the key. */
export interface PropertyLine {
  readonly key: string;
  readonly value: string;
  readonly line: number;
}

/**
 * Reads spark-defaults.conf as Spark does: Java properties, `key value`, `key=value` or `key: value`, `#` and `!`
 * comments, `\` at the end continues, values trimmed. (Spark 3.5 Utils.getPropertiesFromFile; java.util.Properties)
 */
export function parseProperties(text: string): readonly PropertyLine[] {
  const found: PropertyLine[] = [];
  const lines = text.split(/\r\n|\r|\n/);
  for (let at = 0; at < lines.length; at += 1) {
    const line = at + 1;
    let logical = (lines[at] ?? '').trimStart();
    if (logical === '' || logical.startsWith('#') || logical.startsWith('!')) continue;
    while (continues(logical) && at + 1 < lines.length) logical = logical.slice(0, -1) + (lines[(at += 1)] ?? '').trimStart();
    const [, key = '', value = ''] = /^((?:\\.|[^\s=:\\])+)(?:\s*[=:]\s*|\s+|$)(.*)$/s.exec(logical) ?? [];
    if (key !== '') found.push({ key: unescaped(key), value: unescaped(value).trim(), line });
  }
  return found;
}

const continues = (line: string) => (/\\*$/.exec(line)?.[0].length ?? 0) % 2 === 1;

const ESCAPES: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', f: '\f' };

const unescaped = (text: string) =>
  text.replace(/\\(u[0-9a-fA-F]{4}|.)/gs, (_, escape: string) =>
    escape.length === 5 ? String.fromCharCode(Number.parseInt(escape.slice(1), 16)) : (ESCAPES[escape] ?? escape),
  );
