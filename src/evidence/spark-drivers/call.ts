import type { NamedGap } from '../gaps.js';
import type { Stopwatch } from '../http/stopwatch.js';
import type { SensorContext } from '../sensor-context.js';

import type { DriverAddress, DriverTarget } from './driver-targets.js';
import type { DriverEnvironment } from './environment-page.js';

/** One run of the sensor. */
export interface Call {
  readonly context: SensorContext;
  readonly watch: Stopwatch;
  readonly gaps: NamedGap[];
}

/** An address at which a driver's UI answers. */
export interface Found {
  readonly target: DriverTarget;
  readonly address: DriverAddress;
  /** undefined where the page holds no values (4.x): then the REST API must tell which driver it is. */
  readonly environment: DriverEnvironment | undefined;
}

/** Pages are bounded in time and bytes: one takes 0.1 to 1 s and 115 KB. */
export const PAGE_TIMEOUT = 5_000;
export const PAGE_LIMIT = 4 * 1024 ** 2;

export const subjectOf = ({ appId, container }: DriverTarget): string => appId ?? container ?? 'driver';
