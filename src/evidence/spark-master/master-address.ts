/** What a person or a job may write for a master: `spark://h1:7077,h2:7077`, `http://h:8080`, lists of them, bare hosts. */
export type MasterAddress =
  | { readonly kind: 'ui'; readonly base: string }
  /** A master's RPC address: it names the host, the page is elsewhere. It is never asked over HTTP: that leaves a stack trace in the master's log. */
  | { readonly kind: 'rpc'; readonly host: string; readonly port: number };

const SCHEME = /^[a-z][a-z0-9+.-]*:\/\//i;
const RPC_PORT = '7077';

/** Parts that cannot be read are left out. Order is kept. */
export function readMasterAddresses(text: string): readonly MasterAddress[] {
  let scheme = '';
  return text.split(',').flatMap((part) => {
    const trimmed = part.trim();
    // In `spark://h1:7077,h2:7077` every part takes the scheme of the first (Spark 3.5 Utils.parseStandaloneMasterUrls).
    scheme = SCHEME.exec(trimmed)?.[0].toLowerCase() ?? scheme;
    const address = readOne(scheme, trimmed.replace(SCHEME, ''));
    return address === undefined ? [] : [address];
  });
}

function readOne(scheme: string, rest: string): MasterAddress | undefined {
  if (rest === '' || !['', 'spark://', 'http://', 'https://'].includes(scheme)) return undefined;
  const parsed = parse(`${scheme === 'https://' ? 'https' : 'http'}://${rest}`);
  if (parsed === undefined) return undefined;
  if (scheme === 'spark://' || parsed.port === RPC_PORT) return { kind: 'rpc', host: parsed.hostname, port: Number(parsed.port === '' ? RPC_PORT : parsed.port) };
  // The master's own default, where a bare host says no port; with http:// a missing port is 80, as everywhere.
  if (scheme === '' && parsed.port === '') parsed.port = '8080';
  const path = parsed.pathname.replace(/\/(json|app|proxy)?\/*$/, '').replace(/\/+$/, '');
  const credentials = parsed.username === '' ? '' : `${parsed.username}:${parsed.password}@`;
  return { kind: 'ui', base: `${parsed.protocol}//${credentials}${parsed.host}${path}` };
}

function parse(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}

export function withoutCredentials(base: string): string {
  return base.replace(/^(\w+:\/\/)[^/@]*@/, '$1');
}
