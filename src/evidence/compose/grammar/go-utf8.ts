/** One character of UTF-8, written in latin1; else any single byte. */
const SEQUENCE =
  /[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2}|[\x80-\xff]/g;

/** Reads UTF-8 as Go prints it in JSON: every byte that fits nowhere becomes a U+FFFD of its own. */
export function decodeGoUtf8(bytes: Buffer): string {
  return bytes
    .toString('latin1')
    .replace(SEQUENCE, (found) => (found.length === 1 ? '\ufffd' : Buffer.from(found, 'latin1').toString('utf8')));
}
