import { ComposeError } from '../compose-error.js';
import { goTextOf } from '../go-text.js';
import { isIpAddress } from '../grammar/ip-address.js';
import { placeOf } from '../origin.js';
import { pathRules } from '../path-rules.js';
import { transform, type Rewrite } from '../transform.js';
import { entryOf, isMap, stringIn, type ComposeNode, type MapNode } from '../tree.js';

/** Contradictions that the shape alone does not show. From compose-go v2.9.1, validation/validation.go. */
export function checkModel(root: MapNode): void {
  transform(root, CHECKS);
}

/** A complaint about a value, or undefined. */
type Check = (node: ComposeNode) => string | undefined;

const checked =
  (check: Check): Rewrite =>
  (node, path) => {
    const complaint = check(node);
    if (complaint !== undefined) throw new ComposeError(`${path.join('.')}: ${complaint}`, { place: placeOf(node.origin) });
    return node;
  };

const volume: Check = (node) => {
  if (!isMap(node)) return node.kind === 'null' ? undefined : 'a volume must be a mapping';
  const external = node.entries.get('external');
  if (external === undefined) return undefined;
  if (external.kind !== 'bool') return 'external must be true or false';
  if (!external.value) return undefined;
  const other = [...node.entries.keys()].find((key) => key !== 'name' && key !== 'external' && !key.startsWith('x-'));
  return other === undefined ? undefined : `conflicting parameters "external" and ${JSON.stringify(other)}`;
};

const source =
  (...keys: readonly string[]): Check =>
  (node) => {
    if (!isMap(node)) return 'must be a mapping';
    const given = keys.filter((key) => node.entries.has(key));
    if (given.length > 1) return `${keys.join('|')} attributes are mutually exclusive`;
    if (given.length === 1 || node.entries.has('driver') || node.entries.has('external')) return undefined;
    return `one of ${keys.join('|')} must be set`;
  };

const hostIp: Check = (node) => {
  const address = entryOf(node, 'host_ip');
  if (address === undefined) return undefined;
  return isIpAddress(stringIn(address) ?? '') ? undefined : `invalid ip address: ${goTextOf(address)}`;
};

const deviceRequest: Check = (node) =>
  entryOf(node, 'count') !== undefined && entryOf(node, 'device_ids') !== undefined ? '"count" and "device_ids" attributes are exclusive' : undefined;

const CHECKS = pathRules<Rewrite>({
  'volumes.*': checked(volume),
  'configs.*': checked(source('file', 'environment', 'content')),
  'secrets.*': checked(source('file', 'environment')),
  'services.*.ports.*': checked(hostIp),
  'services.*.develop.watch.*.path': checked((node) => (stringIn(node) === '' ? "value can't be blank" : undefined)),
  'services.*.deploy.resources.reservations.devices.*': checked(deviceRequest),
  'services.*.gpus.*': checked(deviceRequest),
});
