import { describe, expect, test } from 'vitest';

import { everyEnding } from '#model/scheduler/every-ending.js';
import { play } from '#model/scheduler/play.js';
import { scenarioSchema } from '#model/scheduler/scenario.js';

import { hasOracle, inOracleForm, invariantOf, oracleLines } from './oracle.js';

/** 6! orders of the workers of a story without drivers, and room for the shuffles of those with some. */
const PLAYS = 3_000;

describe.each(['3.5.3', '4.0.1'])('beside Spark %s', (version) => {
  describe.skipIf(!hasOracle(version))('its own Master', () => {
    const lines = hasOracle(version) ? oracleLines(version) : [];
    const closed = lines.filter(({ exhaustive }) => exhaustive);
    const open = lines.flatMap((line) => (line.invariant === undefined ? [] : [{ ...line, invariant: line.invariant }]));

    test('gives, in a fixed order, one of the answers that Spark gives', () => {
      const strange = closed.filter(({ scenario, answers }) => {
        const answer = JSON.stringify(inOracleForm(play(scenarioSchema.parse(scenario)).state));
        return !answers.some((known) => JSON.stringify(known) === answer);
      });

      expect(closed.length).toBeGreaterThan(1_000);
      expect(strange.map(({ scenario }) => scenario.id)).toEqual([]);
    });

    test('gives, over all of chance, exactly the answers that Spark gives', { timeout: 120_000 }, () => {
      let compared = 0;
      const strange = closed.filter(({ scenario, answers }) => {
        const { endings, exhaustive } = everyEnding(scenarioSchema.parse(scenario), PLAYS);
        const found = new Set(endings.map(({ state }) => JSON.stringify(inOracleForm(state))));
        const known = new Set(answers.map((answer) => JSON.stringify(answer)));
        if (exhaustive) compared += 1;
        const isMissing = exhaustive && [...known].some((answer) => !found.has(answer));
        return isMissing || [...found].some((answer) => !known.has(answer));
      });

      expect(strange.map(({ scenario }) => scenario.id)).toEqual([]);
      expect(compared / closed.length).toBeGreaterThan(0.9);
    });

    test('keeps in play after play, where chance never ends, what holds in every play of Spark', () => {
      const strange = open.filter(({ scenario, invariant }) => {
        const { endings } = everyEnding(scenarioSchema.parse(scenario), 200);
        return endings.some(({ state }) => JSON.stringify(invariantOf(inOracleForm(state), invariant)) !== JSON.stringify(invariant));
      });

      expect(strange.map(({ scenario }) => scenario.id)).toEqual([]);
    });
  });
});
