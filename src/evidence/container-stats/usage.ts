import * as z from 'zod/mini';

/** What we use of `GET /containers/{id}/stats`. Memory in bytes, processor time in nanoseconds. */
export const statsSchema = z.object({
  read: z.string(),
  pids_stats: z.nullish(z.object({ current: z.nullish(z.number()) })),
  cpu_stats: z.object({
    cpu_usage: z.object({ total_usage: z.number() }),
    throttling_data: z.nullish(z.object({ periods: z.nullish(z.number()), throttled_periods: z.nullish(z.number()) })),
  }),
  memory_stats: z.object({
    usage: z.nullish(z.number()),
    limit: z.nullish(z.number()),
    stats: z.nullish(z.object({ total_inactive_file: z.nullish(z.number()), inactive_file: z.nullish(z.number()) })),
    /** Windows. */
    privateworkingset: z.nullish(z.number()),
  }),
});

export type RawStats = z.output<typeof statsSchema>;

const NANOSECONDS = 1e9;

/**
 * Memory as `docker stats` shows it (docker/cli 29, cli/command/container/stats_helpers.go): without the page cache that
 * may be dropped, `total_inactive_file` of cgroup v1 or `inactive_file` of v2, unless that is more than all.
 */
export function memoryUsed({ memory_stats: { usage, stats, privateworkingset } }: RawStats): number | undefined {
  if (usage === null || usage === undefined) return privateworkingset ?? undefined;
  const cache = stats?.total_inactive_file ?? stats?.inactive_file ?? 0;
  return cache < usage ? usage - cache : usage;
}

/** Cores in use on average since the container started: its cgroup was made anew then. Undefined in its first second, where it says nothing. */
export function cpuSince(stats: RawStats, startedAt: string | null | undefined): number | undefined {
  const seconds = (Date.parse(stats.read) - Date.parse(startedAt ?? '')) / 1000;
  return seconds >= 1 ? stats.cpu_stats.cpu_usage.total_usage / NANOSECONDS / seconds : undefined;
}

/** Cores in use between two reads, and the seconds between them; undefined where the container was restarted in between. */
export function cpuBetween(before: RawStats, after: RawStats): { readonly cores: number; readonly seconds: number } | undefined {
  const seconds = (Date.parse(after.read) - Date.parse(before.read)) / 1000;
  const used = (after.cpu_stats.cpu_usage.total_usage - before.cpu_stats.cpu_usage.total_usage) / NANOSECONDS;
  return seconds > 0 && used >= 0 ? { cores: used / seconds, seconds } : undefined;
}

/** Of the periods in which it ran, the share in which its CPU limit held it back, since its start. Undefined without a limit. */
export function throttledShare({ cpu_stats: { throttling_data } }: RawStats): number | undefined {
  const periods = throttling_data?.periods ?? 0;
  return periods > 0 ? (throttling_data?.throttled_periods ?? 0) / periods : undefined;
}
