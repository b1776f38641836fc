import { goTextOf } from '../go-text.js';
import { compareGoStrings } from '../grammar/go-json.js';
import type { Origin } from '../origin.js';
import { isList, isMap, type ComposeNode } from '../tree.js';
import { bookedList } from './collections.js';
import { field, misfit, type Binding } from './field.js';

interface Host {
  readonly name: string;
  readonly address: string;
  readonly origin: Origin;
}

/** Hosts and their addresses, printed as a sorted list of `host=address`. From compose-go v2.9.1, types/hostList.go. */
export const hosts = field((node, binding) => {
  const known = isMap(node) ? [...node.entries].flatMap(([name, value]) => hostsOf(name, value)) : listedHosts(node, binding);
  for (const { name } of known) if (name === '' || /[:=]/.test(name)) throw misfit(binding, node, `bad host name '${name}'`);
  if (known.length === 0) return undefined;
  const items = known.map(({ name, address, origin }) => [`${name}=${withoutBrackets(address)}`, origin] as const);
  return bookedList(binding, items.toSorted(([a], [b]) => compareGoStrings(a, b)));
});

function hostsOf(name: string, value: ComposeNode): Host[] {
  const addresses = isList(value) ? value.items.map(goTextOf) : [value.kind === 'null' ? '' : goTextOf(value)];
  return addresses.map((address) => ({ name, address, origin: value.origin }));
}

function listedHosts(node: ComposeNode, binding: Binding): Host[] {
  if (!isList(node)) throw misfit(binding, node, 'must be a mapping or a list');
  return node.items.flatMap((item) => {
    const line = goTextOf(item);
    const at = line.includes('=') ? line.indexOf('=') : line.indexOf(':');
    if (at === -1) throw misfit(binding, item, `invalid additional host, missing IP: ${line}`);
    return line.slice(at + 1).split(',').map((address) => ({ name: line.slice(0, at), address, origin: item.origin }));
  });
}

const withoutBrackets = (address: string): string => (address.length > 2 && address.startsWith('[') && address.endsWith(']') ? address.slice(1, -1) : address);
