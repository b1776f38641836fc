import type { ComposeService } from '#evidence/compose/schema.js';
import type { DockerContainer, DockerImage } from '#evidence/docker/schema.js';

import type { Environment } from './spark/words.js';

/** What a container runs, on one plane: declared (the file over the image) or deployed (as created). */
export interface RuntimeView {
  readonly argv: readonly string[];
  readonly environment: Environment;
  readonly image: string | undefined;
}

/**
 * The container that the file asks for. Without the image its own command and environment are unknown,
 * and only what the file says is there.
 * (What an entrypoint without a command drops and keeps: Engine 20.10 daemon/commit.go, measured with Compose 2.40.3.)
 */
export function declaredView(service: ComposeService, image: DockerImage | undefined): RuntimeView {
  const entrypoint = service.entrypoint ?? undefined;
  const command = service.command ?? undefined;
  const imageEntrypoint = image?.Config?.Entrypoint ?? [];
  const imageCommand = image?.Config?.Cmd ?? [];
  const ownCommand = command === undefined || (command.length === 0 && entrypoint === undefined) ? undefined : command;
  const keepsImageCommand = entrypoint === undefined || entrypoint.length === 0;
  const environment = environmentOf(image?.Config?.Env ?? []);
  for (const [key, value] of Object.entries(service.environment ?? {})) {
    if (value === null || value === undefined) environment.delete(key);
    else environment.set(key, value);
  }
  return {
    argv: [...(entrypoint ?? imageEntrypoint), ...(ownCommand ?? (keepsImageCommand ? imageCommand : []))],
    environment,
    image: service.image,
  };
}

/** The container as the engine created it. */
export function deployedView(container: DockerContainer): RuntimeView {
  return {
    argv: [...(container.Config.Entrypoint ?? []), ...(container.Config.Cmd ?? [])],
    environment: environmentOf(container.Config.Env ?? []),
    image: container.Config.Image ?? undefined,
  };
}

/** `KEY=value` lines; `KEY` alone means "explicitly not set". */
export function environmentOf(lines: readonly string[]): Map<string, string> {
  const environment = new Map<string, string>();
  for (const line of lines) {
    const at = line.indexOf('=');
    if (at > 0) environment.set(line.slice(0, at), line.slice(at + 1));
  }
  return environment;
}
