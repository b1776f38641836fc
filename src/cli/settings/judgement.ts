import type { Report } from '#diagnosis/report.js';
import { valueOf } from '#evidence/evidence.js';
import type { Snapshot } from '#evidence/snapshot.js';

import { firstSaid, type Chosen } from './layers.js';
import type { SettingsFile } from './settings-file.js';
import { DEFAULT_SETTINGS, type Settings } from './settings.js';

interface JudgementFlags {
  readonly failOn?: Report['failOn'];
  readonly require?: readonly string[];
  readonly strict?: boolean;
  readonly chosen?: Chosen;
}

/** What counts, and how much. */
export interface Judgement {
  readonly failOn: Report['failOn'];
  readonly require: readonly string[];
  readonly settings: Settings;
}

/**
 * Settings complete with those of the compose file in the snapshot. Under --strict nothing is hidden: no silence, no
 * expected drift, no rule that is off.
 */
export async function judgementOf({ chosen, failOn = 'warning', require = [], strict = false }: JudgementFlags, snapshot: Snapshot): Promise<Judgement> {
  const compose = valueOf(snapshot.evidence.compose);
  const own = compose?.settings === undefined ? [] : [(await import('./compose-layer.js')).evidenceLayer(compose.settings)];
  const layers = [...(chosen?.layers ?? []), ...own];
  const remarks = compose?.remarks === undefined ? [] : (await import('./remark-silences.js')).remarkSilences(compose);
  const told = layers.length === 0 ? DEFAULT_SETTINGS : (await import('./settings-of.js')).settingsOf(layers);
  const settings = { ...told, silences: [...remarks, ...told.silences] };
  const saidOr = <T>(flag: string, read: (says: SettingsFile) => T | undefined, otherwise: T) =>
    chosen?.given.has(flag) === true ? otherwise : (firstSaid(layers, read)?.value ?? otherwise);
  return {
    failOn: saidOr('failOn', (says) => says['fail-on'], failOn),
    require: saidOr('require', (says) => says.require, require),
    settings: strict ? nothingHidden(settings) : settings,
  };
}

function nothingHidden(settings: Settings): Settings {
  const severities = settings.severities.map(({ rule, severity, services }) => ({
    rule,
    severity: severity === 'off' ? undefined : severity,
    services: services.filter(([, level]) => level !== 'off'),
  }));
  return { ...settings, silences: [], expected: [], off: [], severities };
}
