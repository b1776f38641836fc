import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { openBooks, stateOf } from '#model/scheduler/books.js';
import { grantedTo, type ClusterState } from '#model/scheduler/cluster-state.js';
import { explainWaits } from '#model/scheduler/explain.js';
import { play } from '#model/scheduler/play.js';
import { scenarioSchema } from '#model/scheduler/scenario.js';
import { schedule } from '#model/scheduler/schedule.js';
import { shareOut } from '#model/scheduler/share-out.js';

import { arbitraryScenario } from './arbitrary-scenario.js';
import { playLiterally } from './literal-master.js';
import { inOracleForm } from './oracle.js';

const RUNS = { numRuns: Number(process.env['FC_RUNS'] ?? 400) };
const scenarios = arbitraryScenario.map((raw) => scenarioSchema.parse(raw));
const everyState = (check: (state: ClusterState) => void) =>
  fc.assert(fc.property(scenarios, (scenario) => check(play(scenario).state)), RUNS);

test('the port ends every story as a literal transcription of the Master does', () => {
  fc.assert(
    fc.property(scenarios, (scenario) => {
      const [ours, literal] = [inOracleForm(play(scenario).state), playLiterally(scenario)];
      // Comparing texts is quick; the slow comparison is for its message.
      if (JSON.stringify(ours) !== JSON.stringify(literal)) expect(ours).toEqual(literal);
    }),
    { numRuns: 4 * RUNS.numRuns },
  );
});

describe('whatever happens', () => {
  test('no worker holds more cores, memory or resources than it has', () => {
    everyState(({ workers }) => {
      for (const { cores, coresUsed, memoryMb, memoryUsedMb, resources = new Map<string, number>(), resourcesUsed = new Map<string, number>() } of workers) {
        expect(coresUsed).toBeLessThanOrEqual(cores);
        expect(memoryUsedMb).toBeLessThanOrEqual(memoryMb);
        for (const [name, used] of resourcesUsed) expect(used).toBeLessThanOrEqual(resources.get(name) ?? 0);
      }
    });
  });

  test('a worker counts as used exactly what its executors and drivers hold', () => {
    everyState(({ workers, applications, drivers }) => {
      for (const { id, coresUsed, memoryUsedMb } of workers) {
        const executors = applications.flatMap((application) => application.executors.filter(({ worker }) => worker === id));
        const here = drivers.filter(({ worker }) => worker === id);
        expect([...executors, ...here].reduce((sum, { cores }) => sum + cores, 0)).toBe(coresUsed);
        expect([...executors, ...here].reduce((sum, { memoryMb }) => sum + memoryMb, 0)).toBe(memoryUsedMb);
      }
    });
  });

  test('nobody gets more cores than its maximum, nor executors of another size than it asked for', () => {
    everyState(({ applications, conf }) => {
      for (const application of applications) {
        expect(grantedTo(application)).toBeLessThanOrEqual(application.coresMax ?? conf.defaultCores ?? Infinity);
        for (const { cores, memoryMb } of application.executors) {
          expect(cores).toBe(application.executorCores ?? cores);
          expect(memoryMb).toBe(application.executorMemoryMb);
        }
      }
    });
  });

  test('another pass changes nothing, where losing a worker makes one', () => {
    everyState((state) => {
      // Before 3.1 the Master looks at the queue only at the next event.
      if (state.conf.sparkVersion === '2.4.5' || state.conf.sparkVersion === '3.0.1') return;
      const master = openBooks(state);
      schedule(master);

      expect(JSON.stringify(inOracleForm(stateOf(master)))).toBe(JSON.stringify(inOracleForm(state)));
    });
  });

  test('whoever has less than it may have is told why, and nobody else', () => {
    everyState((state) => {
      const waits = explainWaits(state);
      const total = state.workers.reduce((sum, { cores }) => sum + cores, 0);
      state.applications.forEach((application, at) => {
        const granted = grantedTo(application);
        const mayHave = application.coresMax ?? state.conf.defaultCores ?? total;
        expect(waits[at] !== undefined).toBe(granted === 0 || granted < mayHave);
        expect(waits[at]?.sentence ?? 'none').not.toMatch(/undefined|NaN|Infinity/);
      });
    });
  });

  test('those who register later take nothing from those before them', () => {
    const quiet = arbitraryScenario.map((raw) => scenarioSchema.parse({ ...raw, events: [] }));
    fc.assert(
      fc.property(quiet, fc.nat(8), (scenario, count) => {
        const first = { ...scenario, applications: scenario.applications.slice(0, count) };
        const all = inOracleForm(play(scenario).state).applications.slice(0, count);

        expect(all).toEqual(inOracleForm(play(first).state).applications);
      }),
      RUNS,
    );
  });
});

test('dealing by laps deals what dealing unit by unit deals', () => {
  fc.assert(
    fc.property(fc.nat(60), fc.array(fc.integer({ min: 1, max: 20 }), { maxLength: 9 }), fc.boolean(), (units, rooms, spreadOut) => {
      expect(shareOut(units, rooms, spreadOut)).toEqual(unitByUnit(units, rooms, spreadOut));
    }),
    RUNS,
  );
});

function unitByUnit(units: number, rooms: readonly number[], spreadOut: boolean): number[] {
  const shares = rooms.map(() => 0);
  const isOpen = (at: number) => (shares[at] ?? 0) < (rooms[at] ?? 0);
  let left = units;
  while (left > 0 && rooms.some((_, at) => isOpen(at))) {
    for (const at of rooms.keys()) {
      while (left > 0 && isOpen(at)) {
        shares[at] = (shares[at] ?? 0) + 1;
        left -= 1;
        if (spreadOut) break;
      }
    }
  }
  return shares;
}
