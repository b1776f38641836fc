import { statSync } from 'node:fs';

import { configHashes } from '#evidence/compose/config-hashes.js';
import { SETTINGS_KEY } from '#evidence/compose/remarks/own-settings.js';
import { toComposeEvidence } from '#evidence/compose/to-evidence.js';
import type { ResolvedProject } from '#evidence/compose/resolve.js';
import type { ComposeEvidence } from '#evidence/compose/schema.js';
import type { DockerEvidence } from '#evidence/docker/schema.js';
import type { Redactor } from '#evidence/redact.js';
import type { Invocation } from '#evidence/snapshot.js';

import type { Io } from './io.js';
import { resolveFiles } from './resolve-files.js';

/** The files, resolved, with their values still in them; `evidence` takes the secrets out. */
export interface ReadCompose {
  readonly project: ResolvedProject;
  /** Images that services name. */
  readonly images: readonly string[];
  /** Masters that the file itself names in `x-k2doctor`. */
  readonly masters: readonly string[];
  /** The containers tell which recipe made their config-hash. */
  readonly evidence: (redactor: Redactor, docker: DockerEvidence | undefined) => ComposeEvidence;
}

export async function readCompose(invocation: Invocation, io: Io): Promise<ReadCompose> {
  const project = await resolveFiles(invocation, io);
  const images = project.services.flatMap(({ name, config }) => {
    const image = config.get('image');
    return [typeof image === 'string' ? image : `${project.name}-${name}`];
  });
  return {
    project,
    images: [...new Set(images)],
    masters: project.extension(SETTINGS_KEY) === undefined ? [] : await toldMasters(project),
    evidence: (redactor, docker) => toComposeEvidence(project, { modifiedAt: modifiedAt(project), configHashes: configHashes(project, docker) }, redactor),
  };
}

/** Here, so that a mistake in it is told before anything is waited for. */
async function toldMasters(project: ResolvedProject): Promise<readonly string[]> {
  const { projectLayer } = await import('./settings/compose-layer.js');
  return projectLayer(project)?.says.master ?? [];
}

function modifiedAt({ files, envFiles, services }: ResolvedProject): Record<string, string> {
  const listed = services.flatMap(({ config }) => {
    const entries = config.get('env_file');
    return Array.isArray(entries) ? entries.flatMap((entry) => (entry instanceof Map && typeof entry.get('path') === 'string' ? [String(entry.get('path'))] : [])) : [];
  });
  const times: Record<string, string> = {};
  for (const path of new Set([...files, ...envFiles, ...listed])) {
    const stat = path === '-' ? undefined : statSync(path, { throwIfNoEntry: false });
    if (stat !== undefined) times[path] = stat.mtime.toISOString();
  }
  return times;
}
