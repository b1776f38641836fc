import { fits } from '../pattern.js';
import type { FieldDrift, ServiceDrift } from './drift.js';

/** A field that a person expects to differ between file and container. */
export interface ExpectedDrift {
  /** Path in the resolved model; `*` stands for anything. */
  readonly field: string;
  /** undefined: every service. */
  readonly service: string | undefined;
  readonly reason: string;
}

/** Takes expected differences out of what is judged. What Compose would do stays as it is: it does not ask us. */
export function withoutExpected(drifts: readonly ServiceDrift[], expected: readonly ExpectedDrift[]): readonly ServiceDrift[] {
  return expected.length === 0 ? drifts : drifts.map((drift) => sift(drift, expected));
}

function sift(service: ServiceDrift, expected: readonly ExpectedDrift[]): ServiceDrift {
  const ignored = service.drift.flatMap((drift) => {
    const reason = expected.find((one) => isAbout(one, service.service, drift))?.reason;
    return reason === undefined ? [] : [{ drift, reason }];
  });
  if (ignored.length === 0) return service;
  const taken = new Set(ignored.map(({ drift }) => drift));
  const drift = service.drift.filter((one) => !taken.has(one));
  const { coverage } = service;
  return {
    ...service,
    drift,
    ignored,
    coverage: { ...coverage, compared: Math.max(coverage.inStep, coverage.compared - ignored.length) },
    ...(drift.length === 0 ? { remedy: undefined, restartNeeded: false } : {}),
  };
}

function isAbout({ field, service }: ExpectedDrift, name: string, drift: FieldDrift): boolean {
  return drift.field !== undefined && fits(field, drift.field) && (service === undefined || fits(service, name));
}
