export interface FileReference {
  readonly uri: string;
  /** Relative to the root of the sources. */
  readonly relative: boolean;
}

/** A path as SARIF wants it (RFC 3986): encoded, slashes forward, absolute ones as `file:`. */
export function fileReference(path: string): FileReference {
  const slashes = path.replace(/\\/g, '/').replace(/^(\.\/)+/, '');
  if (slashes.startsWith('/')) return { uri: `file://${encoded(slashes)}`, relative: false };
  if (/^[A-Za-z]:\//.test(slashes)) return { uri: `file:///${slashes.slice(0, 2)}${encoded(slashes.slice(2))}`, relative: false };
  return { uri: encoded(slashes), relative: true };
}

const encoded = (path: string) => path.replace(/\p{Cs}/gu, '\ufffd').split('/').map(encodeURIComponent).join('/');
