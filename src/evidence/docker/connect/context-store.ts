import { createHash } from 'node:crypto';
import * as z from 'zod/mini';

import { EngineAddressError } from '../engine-error.js';
import type { Tls } from './tls.js';

/** Text of a file; throws as `fs.readFileSync` does. */
export type ReadFile = (path: string) => string;

export interface DockerConfig {
  readonly currentContext: string | undefined;
  /** `HttpHeaders`: sent with every request, as the docker CLI sends them. */
  readonly headers: Readonly<Record<string, string>>;
}

export interface StoredContext {
  readonly host: string;
  readonly tls: Tls | undefined;
}

const configFile = z.object({
  currentContext: z.optional(z.string()),
  HttpHeaders: z.optional(z.record(z.string(), z.string())),
});
const metaFile = z.object({
  Endpoints: z.object({ docker: z.object({ Host: z.optional(z.string()), SkipTLSVerify: z.optional(z.boolean()) }) }),
});

/** `config.json`. Missing or unreadable it counts as empty: docker/cli warns and goes on (cli/config/config.go). */
export function readDockerConfig(folder: string, readFile: ReadFile): DockerConfig {
  const { currentContext, HttpHeaders } = configFile.safeParse(parseJson(readIfThere(`${folder}/config.json`, readFile))).data ?? {};
  return { currentContext, headers: HttpHeaders ?? {} };
}

/** `contexts/meta/<sha256 of the name>/meta.json` and its TLS files (docker/cli, cli/context/store). */
export function readContext(name: string, folder: string, readFile: ReadFile): StoredContext {
  const id = createHash('sha256').update(name).digest('hex');
  const text = readIfThere(`${folder}/contexts/meta/${id}/meta.json`, readFile);
  if (text === undefined) throw new EngineAddressError(`there is no Docker context "${name}": see docker context ls`);

  const docker = metaFile.safeParse(parseJson(text)).data?.Endpoints.docker;
  if (docker === undefined) throw new EngineAddressError(`the Docker context "${name}" names no engine: see docker context inspect`);
  const tls = readTls(`${folder}/contexts/tls/${id}/docker`, readFile);
  const verify = docker.SkipTLSVerify !== true;
  return { host: docker.Host ?? '', tls: tls === undefined && verify ? undefined : { ...tls, verify } };
}

/** `ca.pem`, `cert.pem` and `key.pem` of a folder; undefined when there is none of them. */
export function readTls(folder: string, readFile: ReadFile): Omit<Tls, 'verify'> | undefined {
  const [ca, cert, key] = ['ca', 'cert', 'key'].map((name) => readIfThere(`${folder}/${name}.pem`, readFile));
  if (ca === undefined && cert === undefined && key === undefined) return undefined;
  return { ...(ca === undefined ? {} : { ca }), ...(cert === undefined || key === undefined ? {} : { cert, key }) };
}

function readIfThere(path: string, readFile: ReadFile): string | undefined {
  try {
    return readFile(path);
  } catch {
    return undefined; // Not there, or not ours to read: either way the engine is chosen without it.
  }
}

function parseJson(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
