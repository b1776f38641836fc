import { compareSets } from '../comparison.js';
import { textsOf } from '../declared.js';
import type { Attribute } from '../pair.js';

/** `tmpfs`: `path` or `path:options`. */
export const tmpfs: Attribute = ({ service, container }) =>
  compareSets(
    'tmpfs',
    textsOf(service['tmpfs']).map((entry) => entry.replace(/:$/, '')),
    Object.entries(container.HostConfig.Tmpfs ?? {}).map(([path, options]) => (options === '' ? path : `${path}:${options}`)),
  );
