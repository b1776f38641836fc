import { ComposeError } from '../compose-error.js';
import { goTextOf } from '../go-text.js';
import { placeOf } from '../origin.js';
import { pathRules } from '../path-rules.js';
import { transform, type Rewrite } from '../transform.js';
import { isMap, textOf, withEntries, type MapNode } from '../tree.js';

/** What is not said but meant. From compose-go v2.9.1, transform/defaults.go. */
export const withDefaultValues = (root: MapNode): MapNode => transform(root, RULES) as MapNode;

const ifAbsent =
  (key: string, value: string | ((node: MapNode) => string)): Rewrite =>
  (node) => {
    if (!isMap(node) || node.entries.has(key)) return node;
    return withEntries(node, [[key, textOf(typeof value === 'string' ? value : value(node), node.origin)]]);
  };

const secretTarget = ifAbsent('target', (node) => {
  const source = node.entries.get('source');
  return `/run/secrets/${source === undefined ? '%!s(<nil>)' : goTextOf(source)}`;
});

const secret: Rewrite = (node, path) => {
  if (!isMap(node)) throw new ComposeError(`${path.join('.')} must be a mapping`, { place: placeOf(node.origin) });
  return secretTarget(node, path);
};

const protocol = ifAbsent('protocol', 'tcp');
const mode = ifAbsent('mode', 'ingress');

const deviceRequest: Rewrite = (node, path) => {
  if (!isMap(node)) throw new ComposeError(`${path.join('.')} must be a mapping`, { place: placeOf(node.origin) });
  return node.entries.has('device_ids') ? node : ifAbsent('count', 'all')(node, path);
};

const RULES = pathRules<Rewrite>({
  'services.*.build': ifAbsent('context', '.'),
  'services.*.secrets.*': secret,
  'services.*.ports.*': (node, path) => mode(protocol(node, path), path),
  'services.*.deploy.resources.reservations.devices.*': deviceRequest,
  'services.*.gpus.*': deviceRequest,
});
