import fc from 'fast-check';
import { expect, test } from 'vitest';

import type { Report } from '#diagnosis/report.js';
import { mapText } from '#reporters/parts/map-text.js';
import { reporters } from '#reporters/index.js';

import { founding } from './samples/founding.js';
import { large } from './samples/large.js';
import { parseXml } from './xml.js';

const SURROUNDINGS = { color: false, width: 80, verbosity: 1, showSuppressed: true };
const loaded = await Promise.all(Object.values(reporters).map(async (load) => (await load()).default));

/** Five times the large sample, every finding with a sentence of its own. */
const huge: Report = {
  ...large,
  jobs: repeat(large.jobs, (job, at) => ({ ...job, label: `${job.label}-${at}`, service: `${job.label}-${at}` })),
  services: repeat(large.services, (service, at) => ({ ...service, service: `${service.service}-${at}` })),
  findings: repeat(Array.from({ length: 10 }, () => large.findings).flat(), (finding, at) => ({ ...finding, subject: { ...finding.subject, name: `job ${String(at)}` }, message: `waits behind ${String(at)}` })),
};

function repeat<T>(items: readonly T[], change: (item: T, at: number) => T): readonly T[] {
  return Array.from({ length: 5 }, () => items).flat().map(change);
}

test.each(loaded.map((reporter) => [reporter.id, reporter] as const))('%s renders 1,000 services and 1,000 findings in no time', (_, reporter) => {
  const started = performance.now();
  reporter.render(huge, SURROUNDINGS);

  expect(huge.findings).toHaveLength(1000);
  expect(performance.now() - started).toBeLessThan(2000);
});

/** The founding incident with one text of the outside in the place of every text that names something. */
const poisoned = (poison: string): Report => mapText(founding, (text) => (/^(?:bronze|silver|spark-worker-1$|k2|docker-compose)/.test(text) ? poison : text));

test('whatever a name is, a terminal gets no control character and XML stays XML', () => {
  const byId = new Map(loaded.map((reporter) => [reporter.id, reporter]));
  const render = (id: string, report: Report) => byId.get(id)?.render(report, SURROUNDINGS) ?? '';

  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (poison) => {
      const report = poisoned(poison);

      expect(render('text', report).replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
      expect(() => parseXml(render('junit', report))).not.toThrow();
      expect(() => JSON.parse(render('sarif', report)) as unknown).not.toThrow();
      expect(render('github', report).split('\n').filter((line) => line !== '' && !/^(?:::(?:error|warning|notice) |k2doctor: )/.test(line))).toEqual([]);
    }),
    { numRuns: 60 },
  );
});
