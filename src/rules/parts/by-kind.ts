import type { DriftKind, FieldDrift, ServiceDrift } from '#model/drift/drift.js';
import { remedyActions } from '#model/drift-remedy.js';
import type { Model } from '#model/model.js';
import type { SparkService } from '#model/spark-service.js';

import type { Examination, Exhibit, Observation, Severity } from '../define-rule.js';

/** How one kind of drift is told. */
export interface DriftStory {
  readonly message: (found: FieldDrift, service: ServiceDrift) => string;
  readonly remedy: (service: ServiceDrift) => string;
  /** Where it weighs otherwise than the rule says. */
  readonly severity?: (service: SparkService) => Severity | undefined;
}

/** One observation for each service that drifts in this kind. */
export function servicesWith(kind: DriftKind, model: Model, { message, remedy, severity = () => undefined }: DriftStory): Examination {
  const compared = model.services.filter(({ compose, replicas }) => compose !== undefined && replicas.length > 0);
  const observations = compared.flatMap((own): Observation[] => {
    const { name } = own;
    const service = model.drift.get(name);
    const [found, ...others] = service?.drift.filter((drift) => drift.kind === kind) ?? [];
    if (service === undefined || found === undefined) return [];
    const [first, second] = planesOf(found, service);
    const weight = severity(own);
    return [
      {
        subject: { kind: 'service', name },
        message: `${message(found, service)}${others.length === 0 ? '' : `; and ${String(others.length)} more`}`,
        ...(weight === undefined ? {} : { severity: weight }),
        exhibits: [first, second, ...others.flatMap((other) => planesOf(other, service))],
        remedy: { summary: remedy(service), actions: remedyActions(service) },
      },
    ];
  });
  return { examined: compared.length, observations };
}

function planesOf({ declared, deployed, provenance }: FieldDrift, { containers }: ServiceDrift): readonly [Exhibit, Exhibit] {
  const place = provenance?.place;
  return [
    { label: declared ?? 'declared in the file', plane: 'declared', ...(place === undefined ? {} : { place }) },
    { label: deployed ?? `container ${containers.join(', ')}`, plane: 'deployed' },
  ];
}
