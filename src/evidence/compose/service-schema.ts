import * as z from 'zod/mini';

/** A service in the canonical form that `docker compose config --format json` prints (2.40.3), `$` single, secrets redacted. */
export const composeServiceSchema = z.looseObject({
  image: z.optional(z.string()),
  command: z.nullish(z.array(z.string())),
  entrypoint: z.nullish(z.array(z.string())),
  environment: z.optional(z.record(z.string(), z.nullish(z.string()))),
  container_name: z.optional(z.string()),
  hostname: z.optional(z.string()),
  profiles: z.optional(z.array(z.string())),
  network_mode: z.optional(z.string()),
  networks: z.optional(z.record(z.string(), z.nullish(z.looseObject({ aliases: z.optional(z.array(z.string())) })))),
  ports: z.optional(
    z.array(z.looseObject({ target: z.number(), published: z.optional(z.string()), host_ip: z.optional(z.string()), protocol: z.optional(z.string()) })),
  ),
  volumes: z.optional(
    z.array(z.looseObject({ type: z.string(), source: z.optional(z.string()), target: z.string(), read_only: z.optional(z.boolean()) })),
  ),
  restart: z.optional(z.string()),
  depends_on: z.optional(z.record(z.string(), z.looseObject({ condition: z.optional(z.string()) }))),
});

export type ComposeService = z.output<typeof composeServiceSchema>;
