import { compareWithDefault } from '../comparison.js';
import { textOf } from '../declared.js';
import { wholeSeconds } from '../nanoseconds.js';
import type { Attribute } from '../pair.js';

/** `stop_grace_period`: the engine keeps whole seconds, rounded down. Absent, the container has none of its own. */
export const stopGracePeriod: Attribute = ({ service, container }) => {
  const declared = textOf(service['stop_grace_period']);
  const deployed = container.Config.StopTimeout ?? undefined;
  const shown = (seconds: number | undefined) => (seconds === undefined ? undefined : `${String(seconds)} s`);
  return compareWithDefault('stop_grace_period', declared === undefined ? undefined : shown(wholeSeconds(declared)), undefined, shown(deployed));
};
