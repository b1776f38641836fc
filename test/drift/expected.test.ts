import { describe, expect, it } from 'vitest';

import { compareProject } from '#model/drift/compare-project.js';
import { expectedByLabel } from '#model/drift/expected-by-label.js';
import { withoutExpected } from '#model/drift/expected.js';

import { sidesOf, type Scene } from './sides.js';

const EDITED = { environment: { BUILD_ID: '2', MODE: 'fast' } };
const DEPLOYED = { config: { Env: ['BUILD_ID=1', 'MODE=slow'] } };

function judged(scene: Scene) {
  const sides = sidesOf(scene);
  return withoutExpected(compareProject(sides), expectedByLabel(sides.compose, sides.docker))[0];
}

describe('fields that a label calls expected to differ', () => {
  it('are taken out of what is judged, with the label’s reason, and shown beside it', () => {
    const drift = judged({ service: { ...EDITED, labels: { 'k2doctor.ignore-drift.environment.BUILD_ID': 'set by the pipeline' } }, ...DEPLOYED });

    expect(drift?.drift.map(({ field }) => field)).toEqual(['environment.MODE']);
    expect(drift?.ignored).toMatchObject([{ drift: { field: 'environment.BUILD_ID' }, reason: 'set by the pipeline' }]);
  });

  it('may be a pattern, and may stand on the container alone', () => {
    const drift = judged({ service: EDITED, ...DEPLOYED, labels: { 'k2doctor.ignore-drift.environment.*': '' } });

    expect(drift?.drift).toEqual([]);
    expect(drift?.ignored?.map(({ reason }) => reason)).toEqual(['label k2doctor.ignore-drift.environment.*', 'label k2doctor.ignore-drift.environment.*']);
  });

  it('say nothing of other services, and the label itself is no drift', () => {
    const drift = judged({ service: { ...EDITED, labels: { 'k2doctor.ignore-drift.command': 'x' } }, ...DEPLOYED });

    expect(drift?.drift.map(({ field }) => field)).toEqual(['environment.BUILD_ID', 'environment.MODE']);
  });
});
