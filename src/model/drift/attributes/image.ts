import { compareTexts, type Comparison } from '../comparison.js';
import { imageReference } from '../image-reference.js';
import type { Attribute } from '../pair.js';

const IMAGE_ID = /^(sha256:)?[0-9a-f]{12,64}$/;

/** `image` as text. That the same text now means another image is no difference of the file: see image-moved.ts. */
export const image: Attribute = ({ name, service, project, container }): readonly Comparison[] => {
  const reference = imageReference(name, service, project.name);
  const deployed = container.Config.Image ?? undefined;
  if (deployed === undefined || IMAGE_ID.test(deployed)) return [];
  if (service.image === undefined && deployed === `${project.name}_${name}`) return [];
  return compareTexts('image', reference, deployed);
};
