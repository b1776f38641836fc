import type { ResolvedProject } from '#evidence/compose/resolve.js';
import type { DockerEvidence } from '#evidence/docker/schema.js';

export function configHashesOf(_project: ResolvedProject, _docker: DockerEvidence | undefined): Record<string, string> {
  return {};
}
