import { isNonEmpty } from '#language.js';
import { at, textOf } from '#model/drift/declared.js';
import type { Model } from '#model/model.js';
import type { SparkReplica, SparkService } from '#model/spark-service.js';
import { formatDuration, millis } from '#units/duration.js';

import { defineRule, type Exhibit } from '../define-rule.js';
import { declaredExhibit, servicesDeclared } from '../parts/declared.js';

/** Long enough for a chatty job to matter. */
const LONG_LIVED = millis(7 * 24 * 3_600_000);

export default defineRule({
  id: 'lifecycle/container-logs-unbounded',
  severity: 'info',
  summary: 'Logs of Spark\'s containers grow without bound.',
  why: `
Docker's default log driver, json-file, keeps every line for as long as the container lives. A streaming job that logs its
progress, or an error in a loop, fills the engine's disk, and then every container on it fails at once.`,
  proof: 'Offline: services of Spark without `logging` (the engine may have defaults of its own). Live: `LogConfig` is json-file without `max-size`, on containers that have been up for a week.',
  lookAlikes: 'Work directories and scratch space on the container\'s layer fill the same disk.',
  remedy: '`logging: {driver: json-file, options: {max-size: 50m, max-file: "3"}}`, then `docker compose up -d`.',
  needs: ['compose'],
  check: (model) => {
    const services = servicesDeclared(model, 'master', 'worker', 'job');
    const isLive = model.facts.docker !== undefined;
    const exhibits = services.flatMap((service) => (isLive ? liveExhibits(model, service) : fileExhibits(model, service)));
    if (!isNonEmpty(exhibits)) return { examined: services.length, observations: [] };
    return {
      examined: services.length,
      observations: [
        {
          subject: { kind: 'project', name: model.projectName },
          ...(isLive ? {} : { confidence: 'likely' as const }),
          message: `${String(exhibits.length)} ${exhibits.length === 1 ? 'container of Spark logs' : 'containers of Spark log'} to json-file without rotation: their logs grow until the disk is full`,
          exhibits,
          remedy: { summary: 'give them logging options max-size and max-file', actions: [] },
        },
      ],
    };
  },
});

function fileExhibits(model: Model, { name, compose }: SparkService): readonly Exhibit[] {
  const driver = textOf(at(compose, 'logging', 'driver')) ?? 'json-file';
  const bounded = driver !== 'json-file' || at(compose, 'logging', 'options', 'max-size') !== undefined;
  return bounded ? [] : [declaredExhibit(model, name, ['logging'], `${name} has no logging.options.max-size`)];
}

function liveExhibits(model: Model, { name, replicas }: SparkService): readonly Exhibit[] {
  return replicas.flatMap((replica) => {
    const { Type, Config } = replica.container.HostConfig.LogConfig ?? {};
    const age = ageOf(replica, model);
    if (Type !== 'json-file' || Config?.['max-size'] !== undefined || age < LONG_LIVED) return [];
    return [declaredExhibit(model, name, ['logging'], `${replica.name} has logged for ${formatDuration(millis(age))}`)];
  });
}

/** Since it was created: a restart keeps the log. */
function ageOf({ container, running }: SparkReplica, { takenAt }: Model): number {
  const created = Date.parse(container.Created);
  return running && Number.isFinite(created) ? takenAt.getTime() - created : 0;
}
