/** What XML 1.0 cannot hold even as a reference. */
const IMPOSSIBLE = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

/** Text between tags; `]]>` is covered by the bracket. */
export const xmlText = (text: string): string =>
  text.replace(IMPOSSIBLE, '\ufffd').replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);

const xmlAttribute = (text: string) => xmlText(text).replace(/[\t\n\r]/g, (character) => `&#${character.charCodeAt(0)};`);

export type Attributes = Readonly<Record<string, string | number>>;

/** An element with its content on lines of its own; content is XML already. */
export function xmlElement(name: string, attributes: Attributes, content: readonly string[] = []): string {
  const head = [name, ...Object.entries(attributes).map(([key, value]) => `${key}="${xmlAttribute(String(value))}"`)].join(' ');
  if (content.length === 0) return `<${head}/>`;
  return [`<${head}>`, ...content.flatMap((part) => part.split('\n').map((line) => `  ${line}`)), `</${name}>`].join('\n');
}

/** An element of text, its white space kept. */
export function xmlTextElement(name: string, attributes: Attributes, text: string): string {
  const head = [name, ...Object.entries(attributes).map(([key, value]) => `${key}="${xmlAttribute(String(value))}"`)].join(' ');
  return `<${head}>${xmlText(text).replace(/\n/g, '&#10;')}</${name}>`;
}
