import type { MountedFilesEvidence } from '#evidence/mounted-files/schema.js';
import type { DockerContainer } from '#evidence/docker/schema.js';

import { nameOf } from './container-names.js';
import { found, type Found } from './finding.js';
import { momentOf } from './history.js';

/** Files on bind mounts that were written after the process started which reads them only at start. */
export function newerFiles(container: DockerContainer, evidence: MountedFilesEvidence | undefined): readonly Found[] {
  const started = momentOf(container.State.StartedAt);
  if (evidence === undefined || started === undefined || container.State.Status !== 'running') return [];
  return evidence.files
    .filter((file) => isOf(file.container, container) && (momentOf(file.modifiedAt) ?? 0) > started)
    .map(({ path, source, modifiedAt }) =>
      found(
        'mounted-file-newer-than-process',
        { field: 'volumes', declared: `${source} modified at ${modifiedAt}`, deployed: `${path} read at start, ${container.State.StartedAt ?? ''}` },
        container,
        'restart',
      ),
    );
}

/** Would a mere restart change what runs? Undefined where mounted files could not be looked at. */
export function needsRestart(containers: readonly DockerContainer[], evidence: MountedFilesEvidence | undefined): boolean | undefined {
  const running = containers.filter(({ State }) => State.Status === 'running');
  if (running.some((container) => newerFiles(container, evidence).length > 0)) return true;
  const isUnseen = (container: DockerContainer) => {
    const hasBinds = (container.Mounts ?? []).some(({ Type }) => Type === 'bind');
    return hasBinds && (evidence === undefined || evidence.gaps.some(({ subject }) => isOf(subject, container)));
  };
  return running.some(isUnseen) ? undefined : false;
}

const isOf = (subject: string, container: DockerContainer) => subject === nameOf(container) || subject === container.Id || subject === container.Name;
