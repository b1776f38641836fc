import type { DriftKind, FieldDrift, ServiceDrift } from '#model/drift/drift.js';
import { remedyActions } from '#model/drift-remedy.js';
import type { Model } from '#model/model.js';

import type { Examination, Observation } from '../define-rule.js';

/** How one kind of drift is told. */
export interface DriftStory {
  readonly message: (found: FieldDrift, service: ServiceDrift) => string;
  readonly remedy: (service: ServiceDrift) => string;
}

/** One observation for each service that drifts in this kind. */
export function servicesWith(kind: DriftKind, model: Model, { message, remedy }: DriftStory): Examination {
  const compared = model.services.filter(({ compose, replicas }) => compose !== undefined && replicas.length > 0);
  const observations = compared.flatMap(({ name }): Observation[] => {
    const service = model.drift.get(name);
    const found = service?.drift.find((drift) => drift.kind === kind);
    if (service === undefined || found === undefined) return [];
    const place = found.provenance?.place;
    return [
      {
        subject: { kind: 'service', name },
        message: message(found, service),
        exhibits: [
          { label: found.declared ?? `declared in the file`, plane: 'declared', ...(place === undefined ? {} : { place }) },
          { label: found.deployed ?? `container ${service.containers.join(', ')}`, plane: 'deployed' },
        ],
        remedy: { summary: remedy(service), actions: remedyActions(service) },
      },
    ];
  });
  return { examined: compared.length, observations };
}
