import { assignments, command, healthcheckTest, listOfFields, repeatedOptions, shownStruct, struct, texts, variables } from './collections.js';
import { later } from './field.js';
import {
  byteCount, count, cpus, deviceCount, duration, flag, givenCount, givenDuration, givenInteger, integer, shownBytes, shownCount, shownInteger, shownText, single, text,
} from './scalars.js';

const deviceRequest = later(() => struct({ capabilities: texts, driver: text, count: deviceCount, device_ids: texts, options: assignments }));

const resource = later(() => struct({
  cpus,
  memory: byteCount,
  pids: integer,
  devices: listOfFields(deviceRequest),
  generic_resources: listOfFields(struct({ discrete_resource_spec: struct({ kind: shownText, value: shownInteger }) })),
}));

const rollout = later(() => struct({ parallelism: givenCount, delay: duration, failure_action: text, monitor: duration, max_failure_ratio: single, order: text }));

export const deploy = later(() => struct({
  mode: text,
  replicas: givenInteger,
  labels: assignments,
  update_config: rollout,
  rollback_config: rollout,
  resources: shownStruct({ limits: resource, reservations: resource }),
  restart_policy: struct({ condition: text, delay: givenDuration, max_attempts: givenCount, window: givenDuration }),
  placement: shownStruct({ constraints: texts, preferences: listOfFields(struct({ spread: text })), max_replicas_per_node: count }),
  endpoint_mode: text,
}));

export const gpus = later(() => listOfFields(deviceRequest));

export const healthcheck = struct({
  test: healthcheckTest,
  timeout: givenDuration,
  interval: givenDuration,
  retries: givenCount,
  start_period: givenDuration,
  start_interval: givenDuration,
  disable: flag,
});

const hookFields = { command, user: text, privileged: flag, working_dir: text, environment: variables };
export const hooks = later(() => listOfFields(struct(hookFields)));

export const develop = later(() => struct({
  watch: listOfFields(
    struct({ path: shownText, action: shownText, target: text, exec: shownStruct(hookFields), include: texts, ignore: texts, initial_sync: flag }),
  ),
}));

const throttle = later(() => listOfFields(struct({ Path: shownText, Rate: shownBytes })));

export const blkio = later(() => struct({
  weight: count,
  weight_device: listOfFields(struct({ Path: shownText, Weight: shownCount })),
  device_read_bps: throttle,
  device_read_iops: throttle,
  device_write_bps: throttle,
  device_write_iops: throttle,
}));

export const provider = struct({ type: text, options: repeatedOptions });
