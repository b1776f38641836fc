import type { Command } from 'commander';

import type { Invocation } from '#evidence/snapshot.js';

/** Flags that Docker and Compose have, under their names; they work before and after the command, as in Compose. */
export interface ProjectFlags {
  readonly file: readonly string[];
  readonly projectName?: string;
  readonly projectDirectory?: string;
  readonly profile: readonly string[];
  readonly envFile: readonly string[];
  readonly host?: string;
  readonly context?: string;
}

export const collect = (value: string, before: readonly string[] = []): string[] => [...before, value];

export function addProjectOptions(program: Command): Command {
  return program
    .option('-f, --file <path>', 'compose file, repeatable; - reads standard input', collect, [])
    .option('-p, --project-name <name>', 'name of the Compose project')
    .option('--project-directory <dir>', 'folder that relative paths start from')
    .option('--profile <name>', 'profile to enable, repeatable', collect, [])
    .option('--env-file <path>', 'file of variables instead of .env, repeatable', collect, [])
    .option('-H, --host <address>', 'Docker engine to ask, as in DOCKER_HOST')
    .option('-c, --context <name>', 'Docker context to use');
}

export function invocationOf(flags: ProjectFlags, services: readonly string[], offline: boolean, cwd: string): Invocation {
  return {
    files: flags.file,
    profiles: flags.profile,
    envFiles: flags.envFile,
    ...(flags.projectName === undefined ? {} : { projectName: flags.projectName }),
    ...(flags.projectDirectory === undefined ? {} : { projectDirectory: flags.projectDirectory }),
    ...(flags.host === undefined ? {} : { host: flags.host }),
    ...(flags.context === undefined ? {} : { context: flags.context }),
    services,
    offline,
    cwd,
  };
}
