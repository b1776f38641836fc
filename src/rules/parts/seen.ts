import type { ContainerLog } from '#evidence/container-logs/schema.js';
import type { DockerContainer } from '#evidence/docker/schema.js';
import type { Model } from '#model/model.js';
import type { SparkReplica, SparkService } from '#model/spark-service.js';
import type { Role } from '#model/spark/role.js';
import { millis, minutes, type Millis } from '#units/duration.js';

import type { Subject } from '../define-rule.js';

/** A container of a service. */
export interface Placed {
  readonly service: SparkService;
  readonly replica: SparkReplica;
}

/** Containers of these roles, stopped ones too. */
export const replicasOf = ({ services }: Model, ...roles: readonly Role[]): readonly Placed[] =>
  services.filter(({ role }) => roles.includes(role)).flatMap((service) => service.replicas.map((replica) => ({ service, replica })));

/** Its log, where that was read. */
export const logOf = ({ containers }: Model, { container }: { readonly container: DockerContainer }): ContainerLog | undefined => containers.get(container.Id)?.log;

/** Since its process started; undefined where it does not run. */
export function upFor({ takenAt }: Model, { container, running }: SparkReplica): Millis | undefined {
  const up = takenAt.getTime() - Date.parse(container.State.StartedAt ?? '');
  return running && up >= 0 ? millis(up) : undefined;
}

export const service = (name: string): Subject => ({ kind: 'service', name });

/** What a person types to see a log that was not read. */
export const logsCommand = (name: string): string => `docker compose logs --tail 200 ${name}`;

/** One sentence for all that could not be judged for the same reason, not one each. */
export function gathered(names: readonly string[], words: (names: string) => string): readonly string[] {
  const all = [...new Set(names)];
  const more = all.length - 3;
  return all.length === 0 ? [] : [words(more > 1 ? `${all.slice(0, 3).join(', ')} and ${String(more)} more` : all.join(', '))];
}

/** Workers come back to a master that was restarted within half a minute; until a minute is over their absence proves nothing. */
export const MASTER_GRACE = minutes(1);

/** Since the ALIVE master's container started; undefined where it is not seen. */
export function masterUpFor(model: Model): Millis | undefined {
  const { service, container } = model.cluster?.master ?? {};
  const running = replicasOf(model, 'master').filter(({ replica }) => replica.running);
  const named = running.filter((one) => one.service.name === service || one.replica.name === container);
  const [only] = named.length > 0 ? named : running;
  return only === undefined || (named.length === 0 && running.length > 1) ? undefined : upFor(model, only.replica);
}
