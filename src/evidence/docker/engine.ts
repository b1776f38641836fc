/**
 * The one way to ask the engine: GET, by path. Implementations negotiate the API version,
 * bound concurrency and size, and reject with an `EngineError` that names the target without credentials.
 */
export interface Engine {
  /** `unix:///var/run/docker.sock`, `tcp://host:2376`, `ssh://host`: no credentials. */
  readonly host: string;
  /** Parsed JSON of `GET {path}` (`/containers/json?all=1`). */
  readonly json: (path: string, options?: EngineRequest) => Promise<unknown>;
  /** The first `limit` bytes of a body that is not JSON: logs, archive. */
  readonly bytes: (path: string, options?: EngineRequest) => Promise<Uint8Array>;
}

export interface EngineRequest {
  readonly signal?: AbortSignal;
  /** Bytes after which reading stops. */
  readonly limit?: number;
}
