/** A path of a container as the archive endpoint knows it. Without content it is a folder, with a target a link. */
export interface FakeFile {
  readonly content?: string;
  /** RFC 3339. */
  readonly modifiedAt: string;
  readonly linkTarget?: string;
}

const FOLDER = 2 ** 31;
const LINK = 2 ** 27;

/** The header `X-Docker-Container-Path-Stat`. */
export function pathStat(path: string, { content, modifiedAt, linkTarget }: FakeFile): string {
  const mode = linkTarget !== undefined ? LINK + 0o777 : content === undefined ? FOLDER + 0o755 : 0o644;
  const stat = { name: path.slice(path.lastIndexOf('/') + 1), size: Buffer.byteLength(content ?? ''), mode, mtime: modifiedAt, linkTarget: linkTarget ?? '' };
  return Buffer.from(JSON.stringify(stat)).toString('base64');
}

/** One file as a tar archive, after an extended header, as Go writes them for times with a fraction. */
export function tarOf(path: string, content: string): Buffer {
  const extended = '30 mtime=1795379659.561782802\n';
  return Buffer.concat([entry('PaxHeaders.0/x', extended, 'x'), entry(path.slice(path.lastIndexOf('/') + 1), content, '0'), Buffer.alloc(1024)]);
}

function entry(name: string, content: string, type: string): Buffer {
  const header = Buffer.alloc(512);
  header.write(name, 0);
  header.write('0000644\0', 100);
  header.write(`${Buffer.byteLength(content).toString(8).padStart(11, '0')}\0`, 124);
  header.write(type, 156);
  header.write('ustar\x0000', 257);
  const body = Buffer.alloc(Math.ceil(Buffer.byteLength(content) / 512) * 512);
  body.write(content);
  return Buffer.concat([header, body]);
}
