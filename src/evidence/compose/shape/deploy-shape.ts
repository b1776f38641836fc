import { flagOrText, integerOrText, labels, numberOrText, textOrTexts, texts, uniqueTexts, hook } from './common-shapes.js';
import { flag, integer, later, list, mapping, none, oneOf, oneOfTexts, text } from './shape.js';

const rollout = later(() => mapping({
  parallelism: integerOrText,
  delay: text,
  failure_action: text,
  monitor: text,
  max_failure_ratio: numberOrText,
  order: oneOfTexts('start-first', 'stop-first'),
}));

const deviceRequest = {
  capabilities: uniqueTexts,
  count: oneOf(text, integer),
  device_ids: uniqueTexts,
  driver: text,
  options: labels,
};

const reservations = later(() => mapping({
  cpus: numberOrText,
  memory: text,
  generic_resources: list(mapping({ discrete_resource_spec: mapping({ kind: text, value: numberOrText }) })),
  devices: list(mapping(deviceRequest, { required: ['capabilities'] })),
}));

export const deploy = later(() => oneOf(
  mapping({
    mode: text,
    endpoint_mode: text,
    replicas: integerOrText,
    labels,
    rollback_config: rollout,
    update_config: rollout,
    resources: mapping({ limits: mapping({ cpus: numberOrText, memory: text, pids: integerOrText }), reservations }),
    restart_policy: mapping({ condition: text, delay: text, max_attempts: integerOrText, window: text }),
    placement: mapping({ constraints: texts, preferences: list(mapping({ spread: text })), max_replicas_per_node: integerOrText }),
  }),
  none,
));

export const gpus = later(() => oneOf(oneOfTexts('all'), list(mapping(deviceRequest, { open: true }))));

export const healthcheck = mapping({
  disable: flagOrText,
  interval: text,
  retries: numberOrText,
  test: oneOf(text, texts),
  timeout: text,
  start_period: text,
  start_interval: text,
});

export const develop = later(() => oneOf(
  mapping({
    watch: list(
      mapping(
        {
          ignore: textOrTexts,
          include: textOrTexts,
          path: text,
          action: oneOfTexts('rebuild', 'sync', 'restart', 'sync+restart', 'sync+exec'),
          target: text,
          exec: hook,
          initial_sync: flag,
        },
        { required: ['path', 'action'] },
      ),
    ),
  }),
  none,
));
