import type { ComposeService } from '#evidence/compose/schema.js';
import type { DockerEvidence, DockerImage } from '#evidence/docker/schema.js';

/** What Compose asks the engine for: a service that is only built gets a name of its own (pkg/api `GetImageNameOrDefault`). */
export const imageReference = (name: string, service: ComposeService, project: string): string => service.image ?? `${project}-${name}`;

/** The image that a reference means on this engine today. */
export function imageOf(reference: string, { images }: DockerEvidence): DockerImage | undefined {
  if (Object.hasOwn(images, reference)) return images[reference];
  const full = familiar(reference);
  return Object.values(images).find(({ RepoTags }) => (RepoTags ?? []).some((tag) => familiar(tag) === full));
}

/** `docker.io/library/redis` and `redis:latest` are one. */
function familiar(reference: string): string {
  const short = reference.replace(/^(index\.)?docker\.io\//, '').replace(/^library\//, '');
  return /[:@][^/]*$/.test(short) ? short : `${short}:latest`;
}
