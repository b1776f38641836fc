const LIMITS =
  /^(mem_limit|memswap_limit|mem_reservation|mem_swappiness|cpus|cpu_\w+|cpuset|pids_limit|shm_size|oom_\w+|deploy\.resources\..*|ulimits.*|blkio_config.*)$/;

/** Fields of a service that bound what its container may use. */
export const isLimit = (field: string): boolean => LIMITS.test(field);
