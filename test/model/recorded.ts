import type { Snapshot } from '#evidence/snapshot.js';
import type { ContainerView } from '#model/container-view.js';
import type { Model } from '#model/model.js';

import { examine } from '../fakes/recorded-stack.js';
import { modelOf } from '../rules/judge.js';

const taken = new Map<string, Promise<Snapshot>>();

/**
 * Everything that `snapshot` sees of a recorded situation, all optional sources too: `3.5.3/09-oom/0-executor-jvm`.
 * Taken once a test file, through the command line, from fakes on real sockets.
 */
export function recordedSnapshot(situation: string, master = 'master'): Promise<Snapshot> {
  const key = `${situation} ${master}`;
  const snapshot = taken.get(key) ?? examine({ situation, master }).then((examined) => examined.snapshot);
  taken.set(key, snapshot);
  return snapshot;
}

export const recordedModel = async (situation: string, master = 'master'): Promise<Model> => modelOf(await recordedSnapshot(situation, master));

export function viewOf({ containers }: Model, name: string): ContainerView {
  const view = [...containers.values()].find((one) => one.name === name);
  if (view === undefined) throw new Error(`no container ${name}`);
  return view;
}
