import type { RuleSeverity } from '#diagnosis/severities.js';
import type { ExpectedDrift } from '#model/drift/expected.js';
import type { Silence } from '#model/silence.js';
import { DEFAULT_THRESHOLDS, type Thresholds } from '#rules/thresholds.js';

/** How to judge: put together from what all places say. */
export interface Settings {
  readonly thresholds: Thresholds;
  readonly severities: readonly RuleSeverity[];
  /** Rules that are off for every service. */
  readonly off: readonly string[];
  readonly silences: readonly Silence[];
  readonly expected: readonly ExpectedDrift[];
  /** service -> application name. */
  readonly joins: ReadonlyMap<string, string>;
}

export const DEFAULT_SETTINGS: Settings = { thresholds: DEFAULT_THRESHOLDS, severities: [], off: [], silences: [], expected: [], joins: new Map() };
