import type { Model } from '#model/model.js';
import { answerOf, type ScenarioAnswer } from '#model/scheduler/answer.js';
import { coresOf, headroomOf, type CoreCount } from '#model/scheduler/headroom.js';
import { pictureOf, type Picture } from '#model/scheduler/picture.js';
import type { Recommendation } from '#model/scheduler/recommend.js';
import { strandedFor, type Stranded } from '#model/scheduler/stranded.js';
import type { Side, WhatIf } from '#model/what-if/what-if.js';
import { mapText } from '#reporters/parts/map-text.js';

/** A what-if as every format shows it; workers bear the names that people know. */
export interface Presentation {
  readonly project: string;
  readonly source: WhatIf['source'];
  readonly sparkVersion: string | null;
  readonly wantedHeadroom: number;
  readonly changes: readonly string[];
  readonly before: ShownSide;
  readonly after: ShownSide | null;
  readonly dependsOn: readonly string[];
  readonly unknown: readonly string[];
  readonly recommendation: Recommendation | null;
}

export interface ShownSide {
  readonly cores: CoreCount;
  readonly headroom: number | null;
  readonly keepsHeadroom: boolean;
  readonly answer: ScenarioAnswer;
  readonly picture: Picture;
  /** What is free and of no use, for each size of executor. */
  readonly stranded: readonly Stranded[];
}

export function presentationOf(model: Model, { source, changes, before, after, dependsOn, unknown, recommendation, workerNames }: WhatIf, wantedHeadroom: number): Presentation {
  const names = [...workerNames].sort(([a], [b]) => b.length - a.length);
  const renamed = (text: string) => names.reduce((words, [id, name]) => words.replaceAll(id, name), text);
  const shown = (side: Side) => mapText(sideOf(side, wantedHeadroom), renamed);
  return {
    project: model.projectName,
    source,
    sparkVersion: before.state.conf.sparkVersion ?? null,
    wantedHeadroom,
    changes,
    before: shown(before),
    after: after === undefined ? null : shown(after),
    dependsOn,
    unknown,
    recommendation: recommendation ?? null,
  };
}

function sideOf({ state, interchangeable }: Side, wantedHeadroom: number): ShownSide {
  const headroom = headroomOf(state);
  return {
    cores: coresOf(state),
    headroom: headroom ?? null,
    keepsHeadroom: (headroom ?? 0) >= wantedHeadroom,
    answer: answerOf(undefined, { state, interchangeable }),
    picture: pictureOf(state),
    stranded: strandedFor(state, state.applications.map(({ executorCores, executorMemoryMb }) => ({ executorCores, executorMemoryMb }))),
  };
}
