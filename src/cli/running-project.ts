import { unavailable } from '#evidence/evidence.js';
import type { SensorContext } from '#evidence/sensor-context.js';
import type { EvidenceBySource, Invocation } from '#evidence/snapshot.js';

import type { Patience } from './read-optional.js';
import { sparkEvidence } from './spark-evidence.js';
import { UserError } from './errors.js';
import type { Io } from './io.js';
import { readCompose } from './read-compose.js';
import type { ProjectError } from './resolve-files.js';

/**
 * No compose file here: the project named by -p, or the only running one with Spark, is examined from its
 * containers' labels; its files are read where the labels say they are, when they are there.
 */
export async function runningProject(noFile: ProjectError, invocation: Invocation, context: SensorContext, io: Io, patience: Patience): Promise<EvidenceBySource> {
  const { listProjects, observeDocker } = await import('#evidence/docker/sensor.js');
  const { engine } = context;
  if (engine === undefined) throw noFile;
  const projects = await listProjects(engine, context.signal).catch(() => {
    throw noFile;
  });
  const named = invocation.projectName;
  const candidates = projects.filter(({ name, spark, running }) => (named === undefined ? spark && running > 0 : name === named));
  const [project] = candidates;
  if (project === undefined || candidates.length > 1) throw ambiguous(noFile, named, candidates.map(({ name }) => name));
  const compose = await readCompose({ ...invocation, files: project.configFiles, ...(project.workingDir === undefined ? {} : { projectDirectory: project.workingDir }), projectName: project.name }, io).catch((error: unknown) => {
    if (error instanceof UserError) return error;
    throw error;
  });
  const docker = await observeDocker(context, { project: project.name, images: compose instanceof UserError ? [] : compose.images });
  const files =
    compose instanceof UserError || project.configFiles.length === 0
      ? unavailable({ kind: 'not-found', detail: `the containers of ${project.name} name ${project.configFiles.join(', ') || 'no file'}, which cannot be read here` })
      : undefined;
  const evidence = files ?? { status: 'observed' as const, value: (compose as Exclude<typeof compose, UserError>).evidence(context.redactor, docker.status === 'observed' ? docker.value : undefined) };
  return sparkEvidence(context, { compose: evidence, docker }, patience);
}

function ambiguous(noFile: ProjectError, named: string | undefined, names: readonly string[]): UserError {
  if (named !== undefined) return new UserError(`no compose file here, and no container of a project called ${named}`, { hint: 'docker compose ls lists running projects' });
  if (names.length === 0) return noFile;
  return new UserError(`no compose file here, and several running projects have Spark: ${names.join(', ')}`, { hint: `name one with -p, such as -p ${names[0] ?? ''}` });
}
