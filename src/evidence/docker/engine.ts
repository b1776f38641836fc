/**
 * The one way to ask the engine: GET and HEAD, by path without a version. Implementations settle the API version,
 * bound concurrency and size, and reject with an `EngineError` that names the target without credentials.
 */
export interface Engine {
  /** `unix:///var/run/docker.sock`, `tcp://host:2376`, `ssh://host`: no credentials. */
  readonly host: string;
  /** Parsed JSON of `GET {path}` (`/containers/json?all=1`). */
  readonly json: (path: string, options?: EngineRequest) => Promise<unknown>;
  /** The first `limit` bytes of a body that is not JSON: archive, events. */
  readonly bytes: (path: string, options?: EngineRequest) => Promise<Uint8Array>;
  /** Hands over a body as it comes until `take` answers false. Resolves to whether the body came to its end. */
  readonly stream: (path: string, take: (chunk: Uint8Array) => boolean, options?: EngineRequest) => Promise<boolean>;
  /** The headers of `HEAD {path}`, names in lower case. */
  readonly head: (path: string, options?: EngineRequest) => Promise<ReadonlyMap<string, string>>;
  /** What the engine's last answer said of itself in its headers; empty before the first one. */
  readonly seen: () => EngineHeaders;
  /** Ends idle connections. Only `ssh://` needs it: its `ssh` processes would outlive the run. */
  readonly close: () => void;
}

export interface EngineRequest {
  readonly signal?: AbortSignal;
  /** Bytes after which reading stops. */
  readonly limit?: number;
}

export interface EngineHeaders {
  /** `Api-Version`: "1.41". */
  readonly apiVersion?: string;
  /** `Server`: "Docker/20.10.24 (linux)". */
  readonly server?: string;
  /** `Ostype`: "linux". */
  readonly osType?: string;
  /** `Date`: the engine's clock, whole seconds. */
  readonly date?: Date;
}
