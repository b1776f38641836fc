/** Redirects of Spark's own UI stay on one origin (`/json` -> `/json/`, 302 in 3.x, 301 in 4.x: reference recordings of 3.5.3 and 4.3.0). */
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

export type Redirect = { readonly kind: 'none' } | { readonly kind: 'follow'; readonly url: URL } | { readonly kind: 'leaves'; readonly target: string };

/** What an answer says about going elsewhere. Another scheme, host or port is named and never asked. */
export function readRedirect(status: number, location: string | undefined, from: URL): Redirect {
  if (!REDIRECTS.has(status) || location === undefined) return { kind: 'none' };
  const url = parse(location, from);
  if (url === undefined) return { kind: 'leaves', target: 'an address that cannot be read' };
  if (url.origin !== from.origin) return { kind: 'leaves', target: `${url.origin}${url.pathname}` };
  url.username = from.username;
  url.password = from.password;
  return { kind: 'follow', url };
}

function parse(location: string, from: URL): URL | undefined {
  return URL.canParse(location, from.href) ? new URL(location, from) : undefined;
}
