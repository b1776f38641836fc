import type { RuleSeverity } from '#diagnosis/severities.js';
import type { ExpectedDrift } from '#model/drift/expected.js';
import type { Silence } from '#model/silence.js';
import { DEFAULT_THRESHOLDS, type Thresholds } from '#rules/thresholds.js';

import { firstSaid, type Layer } from './layers.js';
import type { SettingsFile } from './settings-file.js';
import type { Settings } from './settings.js';

/** What the layers say together: of single values the first counts, lists add up, maps are merged key by key. */
export function settingsOf(layers: readonly Layer[]): Settings {
  const severities = severitiesOf(layers);
  return {
    thresholds: thresholdsOf(layers),
    severities: severities.filter(({ severity, services }) => severity !== 'off' || services.length > 0),
    off: severities.filter(({ severity, services }) => severity === 'off' && services.length === 0).map(({ rule }) => rule),
    silences: layers.flatMap(silencesOf),
    expected: layers.flatMap(({ says }) => (says['ignore-drift'] ?? []).map(({ field, service, reason }): ExpectedDrift => ({ field, service, reason }))),
    joins: new Map([...layers].reverse().flatMap(({ says }) => Object.entries(says.applications ?? {}))),
  };
}

function thresholdsOf(layers: readonly Layer[]): Thresholds {
  const pick = <T>(read: (said: NonNullable<SettingsFile['thresholds']>) => T | undefined, otherwise: T): T =>
    firstSaid(layers, ({ thresholds }) => (thresholds === undefined ? undefined : read(thresholds)))?.value ?? otherwise;
  const { coresUsed, headroom, waiting, workerMemory, workerCpu, taskFailures, commitLatency, idleCores } = DEFAULT_THRESHOLDS;
  return {
    coresUsed: { warning: pick((said) => said['cores-used']?.warning, coresUsed.warning), critical: pick((said) => said['cores-used']?.critical, coresUsed.critical) },
    headroom: pick((said) => said.headroom, headroom),
    waiting: { warning: pick((said) => said.waiting?.warning, waiting.warning), critical: pick((said) => said.waiting?.critical, waiting.critical) },
    workerMemory: { warning: pick((said) => said['worker-memory']?.warning, workerMemory.warning), critical: pick((said) => said['worker-memory']?.critical, workerMemory.critical) },
    workerCpu: pick((said) => said['worker-cpu'], workerCpu),
    taskFailures: { warning: pick((said) => said['task-failures']?.warning, taskFailures.warning), critical: pick((said) => said['task-failures']?.critical, taskFailures.critical) },
    commitLatency: pick((said) => said['commit-latency'], commitLatency),
    idleCores: { cores: pick((said) => said['idle-cores']?.cores, idleCores.cores), share: pick((said) => said['idle-cores']?.share, idleCores.share) },
  };
}

/** A rule's own severity from the first layer that says one; services of all layers, the stronger layer's first. */
function severitiesOf(layers: readonly Layer[]): readonly RuleSeverity[] {
  const rules = new Map<string, RuleSeverity>();
  for (const { says } of layers) {
    for (const [rule, said] of Object.entries(says.rules ?? {})) {
      const { severity, services = {} } = typeof said === 'string' ? { severity: said } : said;
      const before = rules.get(rule);
      rules.set(rule, { rule, severity: before?.severity ?? severity, services: [...(before?.services ?? []), ...Object.entries(services)] });
    }
  }
  return [...rules.values()];
}

function silencesOf({ says, placeOf }: Layer): readonly Silence[] {
  return (says.ignore ?? []).map(({ rule, subject, reason, expires }, index) => ({
    by: 'configuration',
    rules: [rule],
    scope: subject === undefined ? undefined : { kind: 'subject', pattern: subject },
    reason,
    expires,
    place: placeOf(['ignore', String(index)]),
    problem: undefined,
  }));
}
