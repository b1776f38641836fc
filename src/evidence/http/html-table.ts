/** One table of a page of Spark's UI: every row by the texts of its columns' heads, in the order of the page. */
export type HtmlTable = readonly ReadonlyMap<string, string>[];

/**
 * The tables of a page, one after the other, so that who found his may stop. Pages come from outside, so this splits
 * instead of matching: linear, whatever they hold. Tables inside tables do not occur in Spark's UI (3.3 to 4.3).
 */
export function* readTables(html: string): Generator<HtmlTable, void> {
  for (const table of html.split('<table').slice(1)) {
    const [head = '', body = ''] = before(table, '</table>').split('<tbody>');
    const columns = cells(head, 'th').map((text) => text.replace(/\s+/g, ' '));
    const rows = before(body, '</tbody>').split(/<tr\b/).slice(1);
    yield rows.map((row) => new Map(cells(row, 'td').map((cell, at) => [columns[at] ?? String(at), cell])));
  }
}

const cells = (html: string, tag: 'th' | 'td') =>
  html.split(new RegExp(`<${tag}\\b`)).slice(1).map((cell) => textOf(before(cell.slice(cell.indexOf('>') + 1), `</${tag}>`)));
const before = (text: string, mark: string) => text.split(mark, 1)[0] ?? '';
const textOf = (html: string) => unescapeHtml(html.replace(/<[^<>]*>/g, '')).trim();

/** Scala's XML literals escape these four (scala.xml.Utility.escape). */
export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

function unescapeHtml(text: string): string {
  return text.replaceAll('&nbsp;', ' ').replaceAll('&quot;', '"').replaceAll('&gt;', '>').replaceAll('&lt;', '<').replaceAll('&amp;', '&');
}
