import { found, type Found } from './finding.js';
import { imageOf, imageReference } from './image-reference.js';
import { labelOf } from './observed.js';
import type { Pair } from './pair.js';

const SHOWN = 'sha256:'.length + 12;

/** The same reference means another image now: something newer was built or pulled, or the tag was moved. */
export function imageMoved({ name, service, project, docker, container }: Pair): readonly Found[] {
  const reference = imageReference(name, service, project.name);
  const today = imageOf(reference, docker)?.Id;
  const own = container.Image ?? labelOf(container, 'image');
  if (today === undefined || own === undefined || own === today || container.Config.Image !== reference) return [];
  const texts = { field: 'image', declared: `${reference} (${today.slice(0, SHOWN)})`, deployed: `${reference} (${own.slice(0, SHOWN)})` };
  return [found('image-moved', texts, container, 'up')];
}
