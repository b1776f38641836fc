import { compareLists, compareSets } from '../comparison.js';
import { textsOf } from '../declared.js';
import type { Attribute } from '../pair.js';

/** How the container finds others by name: `dns`, `dns_search` (both in order), `dns_opt`, `extra_hosts`. */
export const names: Attribute = ({ service, container }) => {
  const { Dns, DnsSearch, DnsOptions, ExtraHosts } = container.HostConfig;
  return [
    ...compareLists('dns', textsOf(service['dns']), Dns ?? []),
    ...compareLists('dns_search', textsOf(service['dns_search']), DnsSearch ?? []),
    ...compareSets('dns_opt', textsOf(service['dns_opt']), DnsOptions ?? []),
    ...compareSets('extra_hosts', textsOf(service['extra_hosts']).map(hostEntry), (ExtraHosts ?? []).map(hostEntry)),
  ];
};

/** `host=address` in the model, `host:address` in the container; the address may stand in brackets. */
function hostEntry(text: string): string {
  const sign = /[=:]/.exec(text)?.index ?? text.length;
  return `${text.slice(0, sign)}=${text.slice(sign + 1).replace(/^\[(.*)\]$/, '$1')}`;
}
