const ACTIVE = /[\\`*_{}[\]()#+!|<>~&$]/g;
/** What GitHub and GitLab turn into a mention, a reference or a link even where Markdown is escaped. */
const REFERENCE = /(@|\\#|\\!|:\/\/|www\.|GH-)/gi;

/** Foreign text in a sentence or a cell: nothing in it is markup, a mention, a link. One line. */
export const markdownText = (text: string): string =>
  text.replace(/\s+/g, ' ').replace(ACTIVE, '\\$&').replace(REFERENCE, '$&<!-- -->');

/** A code span; its fence is longer than any run of backticks within. */
export function markdownCode(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  if (line.trim() === '') return '';
  const fence = '`'.repeat(longestRun(line) + 1);
  const pad = /^`|`$|^ .* $/.test(line) ? ' ' : '';
  return `${fence}${pad}${line}${pad}${fence}`;
}

/** The same in a cell of a table, where a bar would end the cell. */
export const markdownCellCode = (text: string): string => markdownCode(text).replace(/\|/g, '\\|');

export function markdownBlock(lines: readonly string[], language: string): string {
  const fence = '`'.repeat(Math.max(3, longestRun(lines.join('\n')) + 1));
  return [`${fence}${language}`, ...lines, fence].join('\n');
}

const longestRun = (text: string) => Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));

export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

export const markdownDetails = (summary: string, body: string): string =>
  `<details><summary>${summary}</summary>\n\n${body}\n\n</details>`;
