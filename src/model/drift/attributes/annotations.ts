import { compareMaps } from '../comparison.js';
import { textMapOf } from '../declared.js';
import type { Attribute } from '../pair.js';

/** `annotations`: engines before API 1.43 drop them in silence, and so they mean nothing there. */
export const annotations: Attribute = ({ service, container }) => {
  const declared = textMapOf(service['annotations']);
  const found = container.HostConfig.Annotations;
  if (found === undefined || found === null) return [];
  return compareMaps('annotations', declared, textMapOf(found), () => declared.size === 0);
};
