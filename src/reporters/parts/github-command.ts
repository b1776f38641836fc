const data = (text: string) => text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
const property = (text: string) => data(text).replace(/:/g, '%3A').replace(/,/g, '%2C');

export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  readonly title: string;
  readonly message: string;
  readonly place?: { readonly file: string; readonly line: number; readonly column: number } | undefined;
}

/** A workflow command; nothing foreign can end it or begin another (escapes as in actions/toolkit, command.ts). */
export function githubCommand({ level, title, message, place }: Annotation): string {
  const where: readonly (readonly [string, string])[] =
    place === undefined
      ? []
      : [
          ['file', place.file.replace(/^(\.\/)+/, '')],
          ['line', String(place.line)],
          ['col', String(place.column)],
        ];
  const properties = [...where, ['title', title] as const].map(([key, value]) => `${key}=${property(value)}`);
  return `::${level} ${properties.join(',')}::${data(message)}`;
}
