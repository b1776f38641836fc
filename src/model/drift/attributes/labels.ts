import { compareMaps } from '../comparison.js';
import { textMapOf } from '../declared.js';
import type { Attribute } from '../pair.js';

/** Written by Compose and by Docker Desktop for themselves, and what is addressed to us. */
const TOOLS_OWN = /^(com\.docker\.(compose|desktop)\.|desktop\.docker\.io\/|k2doctor\.)/;

/** `labels`. One that only the container has means something when the file was edited: tools add labels of their own. */
export const labels: Attribute = ({ service, container, image, edited }) => {
  const own = image === undefined ? undefined : textMapOf(image.Labels);
  return compareMaps('labels', new Map([...textMapOf(service['labels'])].filter(([key]) => !key.startsWith('k2doctor.'))), textMapOf(container.Config.Labels), (key, value) => {
    return !edited || TOOLS_OWN.test(key) || own === undefined || own.get(key) === value;
  });
};
