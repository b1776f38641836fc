import type { Place } from '#evidence/place.js';
import { isNonEmpty, type NonEmpty } from '#language.js';
import type { FieldDrift, ServiceDrift } from '#model/drift/drift.js';
import type { Model } from '#model/model.js';
import { remedyActions, remedySummary } from '#model/drift-remedy.js';
import type { SparkService } from '#model/spark-service.js';

import type { Examination, Exhibit, Observation } from '../define-rule.js';

/** What the stale-* rules share: they differ in the fields that they look at and in how a change is worded. */
export interface StaleFields {
  readonly fields: (field: string) => boolean;
  /** `runs an older command than docker-compose.yml` + `: ` + the changes. */
  readonly illness: string;
  readonly describe: (drift: FieldDrift, service: SparkService) => string;
}

/** One observation for each service that drifts in these fields. */
export function staleServices(model: Model, { fields, illness, describe }: StaleFields): Examination {
  const compared = model.services.filter(({ compose, replicas }) => compose !== undefined && replicas.length > 0);
  const observations = compared.flatMap((service): Observation[] => {
    const drift = model.drift.get(service.name);
    const found = drift?.drift.filter(({ field, kind }) => field !== undefined && fields(field) && isStale(kind)) ?? [];
    if (drift === undefined || !isNonEmpty(found)) return [];
    const [first, ...rest] = exhibitsOf(found);
    return [
      {
        subject: { kind: 'service', name: service.name },
        message: `${illness}: ${found.map((field) => describe(field, service)).join(', ')}${restartedWords(found, service)}`,
        exhibits: [first, ...rest, ...historyOf(service)],
        remedy: { summary: remedySummary(drift), actions: remedyActions(drift) },
        blames: [{ kind: 'service', name: service.name }],
      },
    ];
  });
  return { examined: compared.length, observations };
}

const isStale = (kind: FieldDrift['kind']) => kind === 'edited-not-applied' || kind === 'restarted-not-recreated' || kind === 'changed-by-hand';

function exhibitsOf([head, ...others]: NonEmpty<FieldDrift>): NonEmpty<Exhibit> {
  const [declared, deployed] = bothPlanes(head);
  return [declared, deployed, ...others.flatMap(bothPlanes)];
}

function bothPlanes({ field, declared, deployed, provenance }: FieldDrift): readonly [Exhibit, Exhibit] {
  const place: Place | undefined = provenance?.place;
  return [
    { label: `${field ?? ''} ${declared === undefined ? 'is not set in the file' : `= ${declared}`}`, plane: 'declared', ...(place === undefined ? {} : { place }) },
    { label: `${field ?? ''} ${deployed === undefined ? 'is not set in the container' : `= ${deployed}`}`, plane: 'deployed' },
  ];
}

/** When the container was made and last started: the difference tells a restart from a recreation. */
function historyOf({ replicas }: SparkService): Exhibit[] {
  return replicas.map(({ name, container }) => ({
    label: `container ${name} created ${container.Created}, started ${container.State.StartedAt ?? 'never'}`,
    plane: 'deployed' as const,
  }));
}

function restartedWords(found: readonly FieldDrift[], { replicas }: SparkService): string {
  if (!found.some(({ kind }) => kind === 'restarted-not-recreated')) return found.some(({ kind }) => kind === 'changed-by-hand') ? '; changed by hand, not by the file' : '';
  return replicas.length === 0 ? '' : '; restarted since the edit, and a restart keeps the old container';
}

/** Whether a service's drift changes what Spark is asked for or offered. */
export const driftsIn = (drift: ServiceDrift | undefined, fields: (field: string) => boolean): boolean =>
  drift?.drift.some(({ field, kind }) => field !== undefined && fields(field) && isStale(kind)) === true;
