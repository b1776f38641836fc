/**
 * What a line says. Spark 4 can write its log as JSON (`spark.log.structuredLogging.enabled`): one object a line, with
 * `msg`, and an `exception` of class, msg and stack; a message may then hold line breaks. Any other line says itself.
 */
export function messagesOf(line: string): readonly string[] {
  if (!line.startsWith('{"') || !mayBeStructured(line)) return [line];
  const entry = asRecord(parseJson(line));
  if (typeof entry?.['msg'] !== 'string') return [line];
  const exception = asRecord(entry['exception']);
  const failure = exception === undefined ? [] : `${asText(exception['class'])}: ${asText(exception['msg'])}`.split('\n');
  return [...entry['msg'].split('\n'), ...failure];
}

export const mayBeStructured = (text: string): boolean => text.includes('"msg"');

const asRecord = (value: unknown): Readonly<Record<string, unknown>> | undefined =>
  typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : undefined;

const asText = (value: unknown): string => (typeof value === 'string' ? value : '');

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
