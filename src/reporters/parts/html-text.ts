/** HTML that is safe to insert as it is. */
export interface Html {
  readonly html: string;
}

type Insert = string | number | Html | readonly Html[];

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string) => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);

/** A template whose inserts are escaped unless they are HTML already; attributes must be quoted. */
export function html(parts: TemplateStringsArray, ...inserts: readonly Insert[]): Html {
  return { html: parts.map((part, at) => part + inserted(inserts[at] ?? '')).join('') };
}

function inserted(insert: Insert): string {
  if (typeof insert === 'string') return escaped(insert);
  if (typeof insert === 'number') return String(insert);
  return 'html' in insert ? insert.html : insert.map((one) => one.html).join('');
}

/** Prose in which a browser must not break `--executor-cores` after its hyphens. */
export const prose = (text: string): Html => ({
  html: text
    .split(' ')
    .map((word) => (word.startsWith('-') && word.length < 40 ? `<span class="flag">${escaped(word)}</span>` : escaped(word)))
    .join(' '),
});

export const NOTHING: Html = { html: '' };
