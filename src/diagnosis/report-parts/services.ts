import type { FieldDrift } from '#model/drift/drift.js';
import { remedyActions } from '#model/drift-remedy.js';
import type { Model } from '#model/model.js';
import { commandsOf } from '#model/remedy.js';

import type { ReportDrift, ReportService } from '../report.js';
import { viaWords } from './via.js';

export function servicesPart(model: Model): readonly ReportService[] {
  return model.services.map(({ name, role, replicas }) => {
    const drift = model.drift.get(name);
    return {
      service: name,
      containers: drift?.containers ?? replicas.map((replica) => replica.name),
      role,
      drift: [...(drift?.drift ?? []).map((one) => driftPart(one, null)), ...(drift?.ignored ?? []).map((one) => driftPart(one.drift, one.reason))],
      recreate: drift?.recreate ?? null,
      restartNeeded: drift?.restartNeeded ?? null,
      remedy: drift === undefined ? [] : commandsOf(remedyActions(drift), model.invocation),
    };
  });
}

function driftPart({ field, declared, deployed, provenance, kind }: FieldDrift, ignored: string | null): ReportDrift {
  return {
    field: field ?? null,
    declared: declared ?? null,
    deployed: deployed ?? null,
    place: provenance?.place ?? null,
    via: viaWords(provenance),
    kind,
    ignored,
  };
}
