import { compareMaps, compareTexts } from '../comparison.js';
import { at, textMapOf, textOf } from '../declared.js';
import type { Attribute } from '../pair.js';

/** `logging`, where it is declared: what an engine logs with by itself is its own affair. */
export const logging: Attribute = ({ service, container }) => {
  const declared = at(service, 'logging');
  if (declared === undefined || declared === null) return [];
  const found = container.HostConfig.LogConfig;
  const driver = textOf(at(declared, 'driver'));
  return [
    ...(driver === undefined ? [] : compareTexts('logging.driver', driver, found?.Type ?? undefined)),
    ...compareMaps('logging.options', textMapOf(at(declared, 'options')), textMapOf(found?.Config), () => driver === undefined),
  ];
};
