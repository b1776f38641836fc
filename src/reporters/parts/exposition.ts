export interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** A family of series; all of ours are gauges: a report is a moment, and nothing in it only grows. */
export interface Metric {
  readonly name: string;
  readonly help: string;
  readonly samples: readonly Sample[];
}

const helpText = (text: string) => text.replace(/\\/g, '\\\\').replace(/\n/g, '\\n');
const labelValue = (text: string) => helpText(text).replace(/"/g, '\\"');

/** Prometheus's text format 0.0.4. A metric without a sample is left out: absent is not zero. */
export function exposition(metrics: readonly Metric[]): string {
  return metrics
    .filter(({ samples }) => samples.length > 0)
    .flatMap(({ name, help, samples }) => [
      `# HELP ${name} ${helpText(help)}`,
      `# TYPE ${name} gauge`,
      ...merged(samples).map(([labels, value]) => `${name}${labels} ${numberText(value)}`),
    ])
    .map((line) => `${line}\n`)
    .join('');
}

/** Series of equal labels are one series, added up: a scrape with two would be refused whole. */
function merged(samples: readonly Sample[]): readonly (readonly [string, number])[] {
  const sums = new Map<string, number>();
  for (const { labels, value } of samples) {
    const text = labelsText(labels);
    sums.set(text, (sums.get(text) ?? 0) + value);
  }
  return [...sums];
}

function labelsText(labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(([key, value]) => `${key}="${labelValue(value)}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

function numberText(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  return String(value);
}
