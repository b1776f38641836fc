import { formatDuration, millis } from '#units/duration.js';
import { DEFAULT_THRESHOLDS as D } from '#rules/thresholds.js';

import type { Layer } from './layers.js';
import { firstSaid } from './layers.js';
import type { SettingsFile } from './settings-file.js';

/** A setting as `config --explain` shows it. */
export interface ExplainedSetting {
  readonly setting: string;
  readonly value: string;
  /** A flag, a variable, a place in a file, or "default". */
  readonly from: string;
}

interface Sources {
  readonly flags: ReadonlyMap<string, unknown>;
  readonly given: ReadonlySet<string>;
  /** Strongest first. */
  readonly layers: readonly Layer[];
}

interface Single {
  readonly setting: string;
  /** Its name among the flags. */
  readonly flag?: string;
  readonly otherwise: string;
  readonly read: (says: SettingsFile) => string | undefined;
}

const percent = (share: number) => `${String(Math.round(share * 1000) / 10)} %`;
const span = (period: number) => (period < 1000 ? `${String(period)} ms` : formatDuration(millis(period)));
const listed = (items: readonly string[] | undefined) => items?.join(', ');
const perMinute = (count: number) => `${String(count)}/min`;
const shownBy = <T>(show: (value: T) => string, value: T | undefined) => (value === undefined ? undefined : show(value));

type Thresholds = NonNullable<SettingsFile['thresholds']>;

function threshold<T>(name: string, show: (value: T) => string, otherwise: T, read: (thresholds: Thresholds) => T | undefined): Single {
  return { setting: `thresholds.${name}`, otherwise: show(otherwise), read: ({ thresholds }) => (thresholds === undefined ? undefined : shownBy(show, read(thresholds))) };
}

const SINGLES: readonly Single[] = [
  { setting: 'format', flag: 'format', otherwise: 'text', read: ({ format }) => format },
  { setting: 'fail-on', flag: 'failOn', otherwise: 'warning', read: (says) => says['fail-on'] },
  { setting: 'require', flag: 'require', otherwise: '-', read: ({ require }) => listed(require) },
  { setting: 'timeout', flag: 'timeout', otherwise: '10', read: ({ timeout }) => shownBy(String, timeout) },
  { setting: 'master', flag: 'master', otherwise: '-', read: ({ master }) => listed(master) },
  { setting: 'baseline', flag: 'baseline', otherwise: '-', read: ({ baseline }) => baseline },
  threshold('cores-used.warning', percent, D.coresUsed.warning, (said) => said['cores-used']?.warning),
  threshold('cores-used.critical', percent, D.coresUsed.critical, (said) => said['cores-used']?.critical),
  threshold('headroom', percent, D.headroom, (said) => said.headroom),
  threshold('waiting.warning', span, D.waiting.warning as number, (said) => said.waiting?.warning),
  threshold('waiting.critical', span, D.waiting.critical as number, (said) => said.waiting?.critical),
  threshold('worker-memory.warning', percent, D.workerMemory.warning, (said) => said['worker-memory']?.warning),
  threshold('worker-memory.critical', percent, D.workerMemory.critical, (said) => said['worker-memory']?.critical),
  threshold('worker-cpu', percent, D.workerCpu, (said) => said['worker-cpu']),
  threshold('task-failures.warning', perMinute, D.taskFailures.warning, (said) => said['task-failures']?.warning),
  threshold('task-failures.critical', perMinute, D.taskFailures.critical, (said) => said['task-failures']?.critical),
  threshold('commit-latency', span, D.commitLatency as number, (said) => said['commit-latency']),
  threshold('idle-cores.cores', String, D.idleCores.cores, (said) => said['idle-cores']?.cores),
  threshold('idle-cores.share', percent, D.idleCores.share, (said) => said['idle-cores']?.share),
];

/** Single settings first, with their defaults; then rules, silences and the like, which have none. */
export function explainedSettings({ flags, given, layers }: Sources): readonly ExplainedSetting[] {
  const singles = SINGLES.map(({ setting, flag, otherwise, read }): ExplainedSetting => {
    if (flag !== undefined && given.has(flag)) return { setting, value: textOf(flags.get(flag)), from: `--${setting}` };
    const said = firstSaid(layers, read);
    return said === undefined ? { setting, value: otherwise, from: 'default' } : { setting, value: said.value, from: originOf(said.layer, setting.split('.')) };
  });
  return [...singles, ...layers.flatMap(listsOf)];
}

function listsOf(layer: Layer): readonly ExplainedSetting[] {
  const { rules = {}, ignore = [], 'ignore-drift': drift = [], applications = {} } = layer.says;
  const row = (path: readonly string[], value: string): ExplainedSetting => ({ setting: path.join('.'), value, from: originOf(layer, path) });
  return [
    ...Object.entries(rules).flatMap(([rule, said]) => {
      const { severity, services = {} } = typeof said === 'string' ? { severity: said } : said;
      const own = severity === undefined ? [] : [row(['rules', rule], severity)];
      return [...own, ...Object.entries(services).map(([service, level]) => row(['rules', rule, 'services', service], level))];
    }),
    ...ignore.map(({ rule, subject = '*', reason }, index) => row(['ignore', String(index)], `${rule} of ${subject}: ${reason}`)),
    ...drift.map(({ field, service = '*', reason }, index) => row(['ignore-drift', String(index)], `${field} of ${service}: ${reason}`)),
    ...Object.entries(applications).map(([service, application]) => row(['applications', service], application)),
  ];
}

function originOf({ kind, nameOf, placeOf }: Layer, path: readonly string[]): string {
  const place = placeOf(path);
  if (place !== undefined) return `${place.file}:${String(place.line)}:${String(place.column)}`;
  return kind === 'compose' ? 'x-k2doctor' : nameOf(path);
}

const textOf = (value: unknown) => (Array.isArray(value) ? value.join(', ') : String(value));
