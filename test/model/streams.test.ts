import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { logReader } from '#evidence/container-logs/log-reader.js';
import type { StreamProgress } from '#evidence/container-logs/schema.js';
import { observed } from '#evidence/evidence.js';
import { createRedactor } from '#evidence/redact.js';
import type { Snapshot } from '#evidence/snapshot.js';
import type { Stream } from '#model/streams/stream.js';

import { recordings } from '../fakes/docker-recording.js';
import { modelOf } from '../rules/judge.js';
import { recordedModel, recordedSnapshot } from './recorded.js';

const SITUATION = '3.5.3/16-streaming';

/** The last two progress blocks of each of five queries of one application, as they stood in its log. */
function progressOfLog(): StreamProgress[] {
  const reader = logReader();
  reader.take(readFileSync(`${recordings}${SITUATION}/progress-excerpt.log`, 'utf8').split('\n').map((text) => ({ time: undefined, text })));
  return reader.result(createRedactor('5a17')).progress;
}

async function streams(edit: (progress: StreamProgress[]) => StreamProgress[] = (progress) => progress): Promise<ReadonlyMap<string, Stream>> {
  const snapshot = await recordedSnapshot(SITUATION);
  const logs = snapshot.evidence['container-logs'];
  if (logs?.status !== 'observed') throw new Error('no logs');
  const progress = edit(progressOfLog());
  const told: Snapshot = { ...snapshot, evidence: { ...snapshot.evidence, 'container-logs': observed({ ...logs.value, logs: logs.value.logs.map((log) => ({ ...log, progress })) }) } };
  return new Map(modelOf(told).streams.map((stream) => [stream.query, stream]));
}

/** Batches of one query, each told by what differs. */
const batches = (query: string, rows: readonly Partial<StreamProgress>[]): StreamProgress[] =>
  rows.map((row, at) => ({ query, batchId: at, timestamp: new Date(Date.parse('2026-11-22T21:40:00Z') + at * 5000).toISOString(), numInputRows: 50, inputRate: 10, processingRate: 100, triggerExecution: 500, ...row }));

describe('streams of a job whose log tells each batch', () => {
  it('count rows in and out, and know a sink that reports none from one that got none', async () => {
    const found = await streams();

    expect([...found.keys()]).toEqual(['drowning', 'failing', 'filtered_out', 'filtered_out_files', 'late']);
    expect(found.get('filtered_out')).toMatchObject({ source: 'progress-log', rows: { batches: 2, in: 100, out: 0, sinkCounts: true }, commit: 211 });
    expect(found.get('filtered_out_files')?.rows).toMatchObject({ in: 1000, out: undefined, sinkCounts: false });
    expect(found.get('failing')?.rows).toEqual({ batches: 2, in: 100, out: 100, sinkCounts: true });
  });

  it('tell late ones from drowning ones', async () => {
    const found = await streams();

    expect(found.get('late')).toMatchObject({ backlog: { behindFor: 0 } });
    expect(found.get('late')?.batchDuration).toBeGreaterThan(9000);
    expect(found.get('drowning')).toMatchObject({ backlog: { behindFor: 4, growingFor: 3, first: { rowsIn: 300 }, last: { rowsIn: 1500 } } });
    expect(found.get('drowning')?.inputRate).toBeCloseTo(49.1, 1);
    expect(found.get('drowning')?.processingRate).toBeCloseTo(33.2, 1);
  });

  it('see a backlog that grows over the last batches, and one that was caught up', async () => {
    const growing = batches('a', [50, 60, 90, 140].map((numInputRows) => ({ numInputRows, inputRate: 20, processingRate: 10 })));
    const caughtUp = batches('b', [{ numInputRows: 500, inputRate: 50, processingRate: 20 }, { numInputRows: 60 }, { numInputRows: 50 }]);
    const kafka = batches('c', [10, 20, 35].map((offsetsBehind) => ({ offsetsBehind, numInputRows: 100 })));

    const found = await streams(() => [...growing, ...caughtUp, ...kafka]);
    expect(found.get('a')?.backlog).toMatchObject({ behindFor: 4, growingFor: 3 });
    expect(found.get('b')?.backlog).toMatchObject({ behindFor: 0, growingFor: 0 });
    expect(found.get('c')?.backlog).toMatchObject({ growingFor: 2 });
  });

  it('read the trigger off batches that wait for it, and off none that do not', async () => {
    const waiting = batches('a', [{}, {}, {}, {}]);
    const busy = batches('b', [{}, {}, {}, {}].map(() => ({ triggerExecution: 5000 })));

    const found = await streams(() => [...waiting, ...busy]);
    expect(found.get('a')?.trigger).toEqual({ interval: 5000, seenIn: 'batches' });
    expect(found.get('b')?.trigger).toBeUndefined();
  });
});

describe('streams of a job whose log is silent', () => {
  it('are told by the page of each query: a backlog that grows is seen, rows that went out are not', async () => {
    const { streams } = await recordedModel(SITUATION);

    const drowning = streams.find(({ query }) => query === 'drowning');
    expect(drowning).toMatchObject({ source: 'streaming-page', batchDuration: 45239, rows: { batches: 5, in: 3400, out: undefined, sinkCounts: undefined }, backlog: { behindFor: 4, growingFor: 3 } });
    expect(streams.find(({ query }) => query === 'filtered_out_files')?.trigger).toEqual({ interval: 5000, seenIn: 'batches' });
  });

  it('come from the metrics where the page of a query does not answer, and say so', async () => {
    const { streams } = await recordedModel(SITUATION);

    expect(streams.find(({ query }) => query === 'late')).toMatchObject({ source: 'metrics', rows: undefined, batches: [], backlog: undefined, batchDuration: 9572 });
  });
});
