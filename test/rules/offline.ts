import type { ComposeEvidence } from '#evidence/compose/schema.js';
import { observed } from '#evidence/evidence.js';
import type { Snapshot } from '#evidence/snapshot.js';

import { composeOf, missing, snapshotOf, type ServiceStory } from './stack.js';

/** The file alone, as `check --offline` sees it. */
export const offline = (stories: Readonly<Record<string, ServiceStory>>, more: Partial<ComposeEvidence> = {}): Snapshot => ({
  ...snapshotOf({}),
  evidence: { compose: observed(composeOf(stories, more)) },
});

/** No file was found. */
export const noFile: Snapshot = { ...snapshotOf({}), evidence: { compose: missing('no file') } };

/** A place for each path, by line. */
export const placesAt = (lines: Readonly<Record<string, number>>): Pick<ComposeEvidence, 'provenance'> => ({
  provenance: Object.fromEntries(Object.entries(lines).map(([path, line]) => [path, { place: { file: 'docker-compose.yml', line, column: 7 } }])),
});
