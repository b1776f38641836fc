import * as z from 'zod/mini';

import { boolean, number, string } from '../leaves.js';

const text = z.optional(string);
const texts = z.array(string);
const words = z.nullish(texts);
const names = z.optional(texts);

/** A service in the canonical form that `docker compose config --format json` prints (2.40.3), `$` single, secrets redacted. */
export const composeServiceSchema = z.looseObject({
  image: text,
  command: words,
  entrypoint: words,
  environment: z.optional(z.record(string, z.nullish(string))),
  container_name: text,
  hostname: text,
  profiles: names,
  network_mode: text,
  networks: z.optional(z.record(string, z.nullish(z.looseObject({ aliases: names })))),
  ports: z.optional(z.array(z.looseObject({ target: number, published: text, host_ip: text, protocol: text }))),
  volumes: z.optional(z.array(z.looseObject({ type: string, source: text, target: string, read_only: z.optional(boolean) }))),
  restart: text,
  depends_on: z.optional(z.record(string, z.looseObject({ condition: text }))),
});

export type ComposeService = z.output<typeof composeServiceSchema>;
