import type { Redactor } from '../redact.js';
import { readAs, settle, type Read } from './read.js';
import { redactImage } from './redact-container.js';
import { imageSchema, type DockerGap, type DockerImage } from './schema.js';

/** Asks for each image once, by id or reference, whoever names it and whenever. */
export interface ImageShelf {
  readonly ask: (reference: string | null | undefined) => void;
  /** The image of a container: what it was made from is named, and most names still mean that image, which is then asked for once. */
  readonly askBoth: (reference: string | null | undefined, id: string | null | undefined) => void;
  /** Everything asked for so far. A reference that resolves to nothing is in neither list: that the image is not there is no gap. */
  readonly all: () => Promise<{ readonly images: Record<string, DockerImage>; readonly gaps: readonly DockerGap[] }>;
}

/** What a reference may consist of (distribution/reference); anything else would be another path of the API. */
const REFERENCE = /^(?!.*\.\.)[A-Za-z0-9_.:@/[\]+-]{1,500}$/;

export function imageShelf(get: (path: string) => Promise<unknown>, redactor: Redactor): ImageShelf {
  const asked = new Map<string, Promise<Read<DockerImage>>>();
  const ask = (reference: string | null | undefined, named?: Promise<Read<DockerImage>>) => {
    if (!reference || asked.has(reference) || !REFERENCE.test(reference)) return;
    const inspect = () => inspectImage(reference, get, redactor);
    asked.set(reference, named === undefined ? inspect() : named.then((read) => ('value' in read && read.value.Id === reference ? read : inspect())));
  };
  return {
    ask: (reference) => { ask(reference); },
    askBoth(reference, id) {
      ask(reference);
      ask(id, reference ? asked.get(reference) : undefined);
    },
    async all() {
      const entries = await Promise.all([...asked].map(async ([reference, image]) => ({ reference, read: await image })));
      entries.sort((a, b) => (a.reference < b.reference ? -1 : 1));
      return {
        images: Object.fromEntries(entries.flatMap(({ reference, read }) => ('value' in read ? [[reference, read.value]] : []))),
        gaps: entries.flatMap(({ read }) => ('gap' in read && !read.gap.gone ? [read.gap] : [])),
      };
    },
  };
}

async function inspectImage(reference: string, get: (path: string) => Promise<unknown>, redactor: Redactor): Promise<Read<DockerImage>> {
  const read = readAs(imageSchema, await settle(get(`/images/${reference}/json`)), 'image', reference);
  return 'value' in read ? { value: redactImage(read.value, redactor) } : read;
}
