import { build } from './build-shape.js';
import {
  command, driverOptions, extraHosts, fileMounts, flagOrText, hook, integerOrText, labels, NAME, numberOrText, textOrTexts, texts, ulimits, uniqueTexts,
} from './common-shapes.js';
import { deploy, develop, gpus, healthcheck } from './deploy-shape.js';
import { anything, between, dictionary, flag, integer, later, list, mapping, matching, none, number, oneOf, oneOfTexts, text } from './shape.js';

const dependsOn = oneOf(
  uniqueTexts,
  dictionary(
    mapping(
      { restart: flagOrText, required: flag, condition: oneOfTexts('service_started', 'service_healthy', 'service_completed_successfully') },
      { required: ['condition'] },
    ),
    { keys: NAME },
  ),
);

const network = mapping({
  aliases: uniqueTexts,
  interface_name: text,
  ipv4_address: text,
  ipv6_address: text,
  link_local_ips: uniqueTexts,
  mac_address: text,
  driver_opts: driverOptions,
  priority: number,
  gw_priority: number,
});

const ports = list(
  oneOf(number, text, mapping({ name: text, mode: text, host_ip: text, target: integerOrText, published: integerOrText, protocol: text, app_protocol: text })),
  { unique: true },
);

const mount = later(() => mapping(
  {
    type: oneOfTexts('bind', 'volume', 'tmpfs', 'cluster', 'npipe', 'image'),
    source: text,
    target: text,
    read_only: flagOrText,
    consistency: text,
    bind: mapping({
      propagation: text,
      create_host_path: flagOrText,
      recursive: oneOfTexts('enabled', 'disabled', 'writable', 'readonly'),
      selinux: oneOfTexts('z', 'Z'),
    }),
    volume: mapping({ labels, nocopy: flagOrText, subpath: text }),
    tmpfs: mapping({ size: oneOf(between(integer, 0), text), mode: numberOrText }),
    image: mapping({ subpath: text }),
  },
  { required: ['type'] },
));

const blkio = later(() => {
  const limits = list(mapping({ path: text, rate: integerOrText }, { extensible: false }));
  const weights = list(mapping({ path: text, weight: integerOrText }, { extensible: false }));
  return mapping(
    { device_read_bps: limits, device_read_iops: limits, device_write_bps: limits, device_write_iops: limits, weight: integerOrText, weight_device: weights },
    { extensible: false },
  );
});

/** Every key of a service, from compose-go v2.9.1, schema/compose-spec.json. */
export const service = mapping({
  annotations: labels,
  attach: flagOrText,
  blkio_config: blkio,
  build,
  cap_add: uniqueTexts,
  cap_drop: uniqueTexts,
  cgroup: oneOfTexts('host', 'private'),
  cgroup_parent: text,
  command,
  configs: fileMounts,
  container_name: matching(/[a-zA-Z0-9][a-zA-Z0-9_.-]+/),
  cpu_count: oneOf(text, between(integer, 0)),
  cpu_percent: oneOf(text, between(integer, 0, 100)),
  cpu_shares: numberOrText,
  cpu_quota: numberOrText,
  cpu_period: numberOrText,
  cpu_rt_period: numberOrText,
  cpu_rt_runtime: numberOrText,
  cpus: numberOrText,
  cpuset: text,
  credential_spec: mapping({ config: text, file: text, registry: text }),
  depends_on: dependsOn,
  deploy,
  develop,
  device_cgroup_rules: uniqueTexts,
  devices: later(() => list(oneOf(text, mapping({ source: text, target: text, permissions: text }, { required: ['source'] })))),
  dns: textOrTexts,
  dns_opt: uniqueTexts,
  dns_search: textOrTexts,
  domainname: text,
  entrypoint: command,
  env_file: oneOf(text, list(oneOf(text, mapping({ path: text, format: text, required: flagOrText }, { required: ['path'], extensible: false })))),
  environment: labels,
  expose: list(numberOrText, { unique: true }),
  extends: oneOf(text, mapping({ service: text, file: text }, { required: ['service'], extensible: false })),
  external_links: uniqueTexts,
  extra_hosts: extraHosts,
  gpus,
  group_add: list(numberOrText, { unique: true }),
  healthcheck,
  hostname: text,
  image: text,
  init: flagOrText,
  ipc: text,
  isolation: text,
  label_file: oneOf(text, texts),
  labels,
  links: uniqueTexts,
  logging: mapping({ driver: text, options: dictionary(oneOf(text, number, none), { strict: false }) }),
  mac_address: text,
  mem_limit: numberOrText,
  mem_reservation: integerOrText,
  mem_swappiness: integerOrText,
  memswap_limit: numberOrText,
  models: later(() => oneOf(uniqueTexts, dictionary(oneOf(mapping({ endpoint_var: text, model_var: text }), none), { keys: NAME, strict: false }))),
  network_mode: text,
  networks: oneOf(uniqueTexts, dictionary(oneOf(network, none), { keys: NAME })),
  oom_kill_disable: flagOrText,
  oom_score_adj: oneOf(text, between(integer, -1000, 1000)),
  pid: oneOf(text, none),
  pids_limit: numberOrText,
  platform: text,
  ports,
  post_start: list(hook),
  pre_stop: list(hook),
  privileged: flagOrText,
  profiles: uniqueTexts,
  provider: later(() => mapping(
    { type: text, options: dictionary(oneOf(text, number, flag, list(oneOf(text, number, flag))), { strict: false }) },
    { required: ['type'] },
  )),
  pull_policy: later(() => matching(/always|never|build|if_not_present|missing|refresh|daily|weekly|every_([0-9]+[wdhms])+/)),
  pull_refresh_after: text,
  read_only: flagOrText,
  restart: text,
  runtime: text,
  scale: integerOrText,
  secrets: fileMounts,
  security_opt: uniqueTexts,
  shm_size: numberOrText,
  stdin_open: flagOrText,
  stop_grace_period: text,
  stop_signal: text,
  storage_opt: dictionary(anything),
  sysctls: labels,
  tmpfs: textOrTexts,
  tty: flagOrText,
  ulimits,
  use_api_socket: flag,
  user: text,
  userns_mode: text,
  uts: text,
  volumes: list(oneOf(text, mount), { unique: true }),
  volumes_from: uniqueTexts,
  working_dir: text,
});
