import type { DockerContainer, DockerEvidence } from '../docker/schema.js';
import { serviceConfigHash } from './config-hash.js';
import type { ResolvedProject } from './resolve.js';

const LABEL = 'com.docker.compose.';
const labelOf = ({ Config }: DockerContainer, name: string) => Config.Labels?.[LABEL + name];

/** Each service's hash under the recipe of the Compose that made its container; services that none has, or that cannot be hashed, are left out. */
export function configHashes(project: ResolvedProject, docker: DockerEvidence | undefined): Readonly<Record<string, string>> {
  const containers = docker?.containers ?? [];
  const firstOf = (service: string) =>
    containers.filter((container) => labelOf(container, 'service') === service).sort((a, b) => (a.Name < b.Name ? -1 : 1))[0];
  const entries = project.services.flatMap(({ name }) => {
    const first = firstOf(name);
    const composeVersion = first === undefined ? undefined : labelOf(first, 'version');
    if (composeVersion === undefined) return [];
    const hash = serviceConfigHash(project, name, { composeVersion, containerIdOf: (service) => firstOf(service)?.Id });
    return hash === undefined ? [] : [[name, hash] as const];
  });
  return Object.fromEntries(entries);
}
