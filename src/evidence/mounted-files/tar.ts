const BLOCK = 512;

/** The content of the first regular file in a tar archive; undefined where there is none, or it is cut. */
export function firstFile(archive: Uint8Array): Uint8Array | undefined {
  const bytes = Buffer.from(archive.buffer, archive.byteOffset, archive.byteLength);
  for (let at = 0; at + BLOCK <= bytes.length; ) {
    const size = parseInt(bytes.toString('latin1', at + 124, at + 136).replace(/\0.*$/s, '').trim() || '0', 8);
    const type = bytes.toString('latin1', at + 156, at + 157);
    const end = at + BLOCK + size;
    if (!Number.isSafeInteger(size) || size < 0 || end > bytes.length) return undefined;
    if (type === '0' || type === '\0') return bytes[at] === 0 ? undefined : bytes.subarray(at + BLOCK, end);
    at += BLOCK * (1 + Math.ceil(size / BLOCK)); // Extended headers (PAX, GNU) go before the file they are about.
  }
  return undefined;
}
