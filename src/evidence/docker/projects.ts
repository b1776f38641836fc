import { posix } from 'node:path';

import { mentionsSpark, projectNameOf, type ListedContainer } from './listed.js';

/** A Compose project as the labels of its containers tell it. */
export interface LabelledProject {
  readonly name: string;
  /** Absolute, in the order given to Compose, where the labels say so. */
  readonly configFiles: readonly string[];
  readonly workingDir: string | undefined;
  readonly containers: number;
  readonly running: number;
  /** Does an image or a command of it mention Spark? */
  readonly spark: boolean;
}

/** The projects of an engine by name, stopped ones too. The container created last speaks for its project: Compose may have been given other files since. */
export function projectsOf(listing: readonly ListedContainer[]): readonly LabelledProject[] {
  const byName = new Map<string, ListedContainer[]>();
  for (const container of listing) {
    const name = projectNameOf(container);
    if (name !== undefined) byName.set(name, (byName.get(name) ?? []).concat(container));
  }
  return [...byName].map(([name, containers]) => projectOf(name, containers)).sort((a, b) => (a.name < b.name ? -1 : 1));
}

function projectOf(name: string, containers: readonly ListedContainer[]): LabelledProject {
  const labels = containers[0]?.Labels ?? {}; // The engine lists the newest first.
  const workingDir = labels['com.docker.compose.project.working_dir'];
  const files = (labels['com.docker.compose.project.config_files'] ?? '').split(',').filter((file) => file !== '');
  return {
    name,
    // Compose v1 wrote them relative to the working directory.
    configFiles: files.map((file) => (workingDir === undefined || /^([/-]|[A-Za-z]:)/.test(file) ? file : posix.join(workingDir, file))),
    workingDir,
    containers: containers.length,
    running: containers.filter(({ State }) => State === 'running').length,
    spark: containers.some(mentionsSpark),
  };
}
