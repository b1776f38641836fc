import type { Redactor } from '../redact.js';
import type { ContainerConfig, DockerContainer, DockerImage, DockerNetwork } from './schema.js';

type StringMap = Readonly<Record<string, string>>;

/** The container without the values of its secrets: environment, command, labels, health checks, log options, mounts' drivers. */
export function redactContainer(container: DockerContainer, redactor: Redactor): DockerContainer {
  const { State, HostConfig, NetworkSettings } = container;
  const networks = Object.entries(NetworkSettings.Networks ?? {});
  return {
    ...container,
    Args: redactArguments(container.Args, redactor),
    State: redactState(State, redactor),
    Config: redactConfig(container.Config, redactor),
    HostConfig: {
      ...HostConfig,
      Mounts: HostConfig.Mounts?.map((mount) => ({ ...mount, ...redactDeep(mount, redactor) })),
      LogConfig: HostConfig.LogConfig && { ...HostConfig.LogConfig, Config: redactMap(HostConfig.LogConfig.Config, redactor) },
      StorageOpt: redactMap(HostConfig.StorageOpt, redactor),
      Annotations: redactMap(HostConfig.Annotations, redactor),
    },
    NetworkSettings: {
      ...NetworkSettings,
      Networks:
        NetworkSettings.Networks &&
        Object.fromEntries(networks.map(([name, network]) => [name, network && { ...network, DriverOpts: redactMap(network.DriverOpts, redactor) }])),
    },
  };
}

export const redactImage = (image: DockerImage, redactor: Redactor): DockerImage => ({
  ...image,
  Config: image.Config && redactConfig(image.Config, redactor),
});

export const redactNetwork = (network: DockerNetwork, redactor: Redactor): DockerNetwork => ({
  ...network,
  ...redactOwned(network, redactor),
  Options: redactMap(network.Options, redactor),
});

/** What networks and volumes share. */
export const redactOwned = ({ Labels }: { readonly Labels?: StringMap | null | undefined }, redactor: Redactor) => ({ Labels: redactMap(Labels, redactor) });

function redactConfig(config: ContainerConfig, redactor: Redactor): ContainerConfig {
  return {
    ...config,
    Env: config.Env?.map((pair) => redactPair(pair, redactor)),
    Cmd: redactArguments(config.Cmd, redactor),
    Entrypoint: redactArguments(config.Entrypoint, redactor),
    Labels: redactMap(config.Labels, redactor),
    Healthcheck: config.Healthcheck && { ...config.Healthcheck, Test: redactArguments(config.Healthcheck.Test, redactor) },
  };
}

function redactState(state: DockerContainer['State'], redactor: Redactor): DockerContainer['State'] {
  const { Health } = state;
  return {
    ...state,
    Error: state.Error && redactor.text(state.Error),
    Health: Health && { ...Health, Log: Health.Log?.map((run) => ({ ...run, Output: run.Output && redactor.text(run.Output) })) },
  };
}

const redactArguments = (argv: readonly string[] | null | undefined, redactor: Redactor) => (argv ? redactor.argv(argv) : argv);

/** `NAME=value`; a bare NAME has no value. */
function redactPair(pair: string, redactor: Redactor): string {
  const at = pair.indexOf('=');
  return at === -1 ? pair : `${pair.slice(0, at)}=${redactor.value(pair.slice(0, at), pair.slice(at + 1))}`;
}

const redactMap = (map: StringMap | null | undefined, redactor: Redactor) =>
  map && Object.fromEntries(Object.entries(map).map(([key, value]) => [key, redactor.value(key, value)]));

/** Options of a volume driver lie deep in a mount, and a CIFS share has its password among them. */
function redactDeep(value: Readonly<Record<string, unknown>>, redactor: Redactor): Record<string, unknown> {
  const redacted = (key: string, item: unknown): unknown => {
    if (typeof item === 'string') return redactor.value(key, item);
    if (Array.isArray(item)) return item.map((entry: unknown) => redacted(key, entry));
    return typeof item === 'object' && item !== null ? redactDeep(Object.fromEntries(Object.entries(item)), redactor) : item;
  };
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, redacted(key, item)]));
}
