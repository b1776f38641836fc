/** Whether Go's net.ParseIP takes the text: no zone, no leading zeros in IPv4. (Node's net module is not for pure code.) */
export function isIpAddress(text: string): boolean {
  return text.includes(':') ? isIpv6(text) : isIpv4(text);
}

function isIpv4(text: string): boolean {
  const parts = text.split('.');
  return parts.length === 4 && parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255);
}

function isIpv6(text: string): boolean {
  const halves = text.split('::');
  if (halves.length > 2) return false;
  const [before = '', after] = halves;
  const head = groupsOf(before, after === undefined);
  const tail = after === undefined ? 0 : groupsOf(after, true);
  if (head === undefined || tail === undefined) return false;
  return after === undefined ? head === 8 : head + tail <= 7;
}

/** How many 16 bit groups the text holds; only the end of an address may be an IPv4 one, which counts for two. */
function groupsOf(text: string, mayEndInIpv4: boolean): number | undefined {
  if (text === '') return 0;
  const groups = text.split(':');
  const last = groups.at(-1) ?? '';
  const ipv4 = mayEndInIpv4 && last.includes('.');
  if (ipv4 && !isIpv4(last)) return undefined;
  const plain = ipv4 ? groups.slice(0, -1) : groups;
  if (!plain.every((group) => /^[\da-f]{1,4}$/i.test(group))) return undefined;
  return plain.length + (ipv4 ? 2 : 0);
}
