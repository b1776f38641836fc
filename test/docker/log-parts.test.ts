import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { demultiplexer } from '#evidence/container-logs/demultiplex.js';
import { MARKS, maySpeak, PIECES, recognise } from '#evidence/container-logs/lines.js';
import { logReader } from '#evidence/container-logs/log-reader.js';
import { messagesOf } from '#evidence/container-logs/message.js';
import { progressReader } from '#evidence/container-logs/progress.js';
import { createRedactor } from '#evidence/redact.js';

import { frame } from '../fakes/multiplexed.js';
import { LOG_LINES } from './log-lines.js';

const PROGRESS = `26/11/22 21:45:55 INFO MicroBatchExecution: Streaming query made progress: {
  "id" : "e1315fbb",
  "runId" : "be34ccb3",
  "name" : "filtered_out",
  "timestamp" : "2026-11-22T21:45:55.000Z",
  "batchId" : 28,
  "numInputRows" : 50,
  "inputRowsPerSecond" : 10.0,
  "processedRowsPerSecond" : 124.4,
  "durationMs" : {
    "commitOffsets" : 67,
    "triggerExecution" : 402,
    "walCommit" : 96
  },
  "sources" : [ {
    "description" : "a brace } in a string \\" {"
  } ],
  "sink" : {
    "numOutputRows" : 0
  }
}`;
const PARSED = {
  query: 'filtered_out', batchId: 28, timestamp: '2026-11-22T21:45:55.000Z', numInputRows: 50,
  inputRate: 10, processingRate: 124.4, triggerExecution: 402, commit: 163, numOutputRows: 0,
};

describe('a line of Spark', () => {
  it.each(LOG_LINES)('is known as %s: %s', (name, line, ...captures) => {
    expect(recognise(line)).toContainEqual({ name, captures });
  });

  it('of every kind has an example', () => {
    expect([...new Set(LOG_LINES.map(([name]) => name))].sort()).toEqual(Object.keys(MARKS).sort());
  });

  it('is found whatever stands around it', () => {
    expect(recognise('[driver] 2026-11-22 WARN  o.a.s.s.TaskSchedulerImpl - Initial job has not accepted any resources; check your cluster UI to ensure ...')).toMatchObject([{ name: 'no-resources' }]);
  });

  it.each(['', '+----+-----+', '|2026-11-22 20:36:04|Connection refused|', '\tat org.apache.spark.Driver.run(Driver.scala:1)', '  "description" : "Failed to connect to master x"', 'hello'])('is nothing in %j', (line) => {
    expect(recognise(line)).toEqual([]);
  });

  it.each(Object.entries(MARKS))('of kind %s is not passed over, whatever else stands in it', (name, pattern) => {
    const line = fc.stringMatching(new RegExp(pattern.source.replace('\\b', ' '))).filter((text) => text.length < 4000 && pattern.test(text) && !text.includes('\n'));

    fc.assert(
      fc.property(line, (text) => {
        expect(maySpeak(text)).toBe(true);
        expect(recognise(`26/11/22 ${text}`).map((mark) => mark.name)).toContain(name);
      }),
    );
  });

  it('shows all of its pieces at one look, since none begins within another', () => {
    const pieces = PIECES.source.split('|');

    const beginsWithin = (other: string, one: string) => one !== other && Array.from(one, (_, at) => at).some((at) => at > 0 && (other.startsWith(one.slice(at)) || one.startsWith(other, at)));
    expect(pieces.flatMap((one) => pieces.filter((other) => beginsWithin(other, one)).map((other) => `${one}, ${other}`))).toEqual([]);
  });

  it('costs time in proportion to its length', () => {
    for (const piece of ['Executor ', 'Lost executor ', 'Query [id = ', 'Registered app ', 'finished with state EXITED message ', 'a/1 on b '])
      expect(timeOf(() => recognise(piece.repeat(100_000)))).toBeLessThan(500);
  });
});

const timeOf = (work: () => unknown): number => {
  const start = performance.now();
  work();
  return performance.now() - start;
};

describe('structured logs of Spark 4', () => {
  const line = (entry: object) => JSON.stringify({ ts: '2026-11-22T20:36:04.123Z', level: 'ERROR', context: {}, logger: 'TaskSchedulerImpl', ...entry });

  it('say what the message says, and the exception', () => {
    const messages = messagesOf(line({ msg: 'Uncaught', exception: { class: 'java.lang.OutOfMemoryError', msg: 'Java heap space', stacktrace: [] } }));

    expect(messages).toEqual(['Uncaught', 'java.lang.OutOfMemoryError: Java heap space']);
  });

  it('hold a whole progress block in one line', () => {
    const reader = logReader();
    reader.take([{ time: undefined, text: line({ msg: PROGRESS.slice(PROGRESS.indexOf('Streaming')) }) }]);

    expect(reader.result(createRedactor('x')).progress).toEqual([PARSED]);
  });

  it('that are no such logs say themselves', () => {
    for (const text of ['{"msg": 1}', '{"msg', '{"other":"msg"}']) expect(messagesOf(text)).toEqual([text]);
  });
});

describe('progress of a stream', () => {
  const read = (text: string) => {
    const reader = progressReader();
    return text.split('\n').flatMap((line) => reader.take(line) ?? []);
  };

  it('is read over many lines', () => {
    expect(read(PROGRESS)).toEqual([PARSED]);
  });

  it('survives a log line of another thread in its midst', () => {
    expect(read(PROGRESS.replace('  "sink"', '26/11/22 21:45:55 INFO CheckpointFileManager: Writing atomically {\n  "sink"'))).toEqual([PARSED]);
  });

  it('that is torn is left out, and the next one found', () => {
    expect(read(`${PROGRESS.replace('"batchId" : 28,', '+----+ {}')}\n${PROGRESS}`)).toEqual([PARSED]);
  });

  it('that never ends is given up', () => {
    expect(read(`${PROGRESS.split('\n').slice(0, 5).join('\n')}\n${'x\n'.repeat(3000)}${PROGRESS}`)).toEqual([PARSED]);
  });

  it('without a name goes by its id, and without rates has none', () => {
    const block = PROGRESS.replace('"filtered_out"', 'null').replace(/ {2}"(inputRows|processedRows).*\n/g, '').replace(/"numOutputRows" : 0/, '"numOutputRows" : -1');

    expect(read(block)).toEqual([{ query: 'e1315fbb', batchId: 28, timestamp: PARSED.timestamp, numInputRows: 50, triggerExecution: 402, commit: 163, numOutputRows: -1 }]);
  });
});

describe('the body of a log', () => {
  const TIME = '2026-11-22T20:35:14.123456789Z';

  it('comes in frames without a terminal, cut anywhere', () => {
    const body = Buffer.concat([frame(`${TIME} one\n`, 2), frame(`${TIME} zwei ü\n`, 1), frame(`${TIME} three`, 2)]);

    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: body.length - 1 })), (cuts) => {
        const reader = demultiplexer(false);
        const at = [0, ...[...new Set(cuts)].sort((a, b) => a - b), body.length];
        const lines = at.slice(1).flatMap((end, index) => reader.take(body.subarray(at[index], end)));
        expect([...lines, ...reader.end()]).toEqual([{ time: TIME, text: 'one' }, { time: TIME, text: 'zwei ü' }, { time: TIME, text: 'three' }]);
      }),
    );
  });

  it('joins a long line from its frames, and keeps two streams apart', () => {
    const reader = demultiplexer(false);

    const lines = reader.take(Buffer.concat([frame(`${TIME} begin `, 2), frame(`${TIME} other\n`, 1), frame('2026-11-22T20:35:15.000000000Z end\n', 2)]));

    expect(lines).toEqual([{ time: TIME, text: 'other' }, { time: TIME, text: 'begin end' }]);
  });

  it('comes raw from a terminal, with its escapes taken out', () => {
    const reader = demultiplexer(true);

    expect(reader.take(Buffer.from(`${TIME} \u001b[31mred\u001b[0m\r\nno time\n`))).toEqual([{ time: TIME, text: 'red' }, { time: undefined, text: 'no time' }]);
  });

  it('does not grow with a line that never ends', () => {
    const reader = demultiplexer(true);

    for (let at = 0; at < 100; at += 1) reader.take(Buffer.alloc(64 * 1024, 'x'));

    expect(reader.end()[0]?.text.length).toBeLessThan(400 * 1024);
  });
});

describe('what a log says', () => {
  it('is redacted, and its last app id counts whatever order the lines come in', () => {
    const reader = logReader();
    const line = (second: number, text: string) => ({ time: `2026-11-22T20:35:${String(second)}.000000000Z`, text });
    reader.take([line(20, 'Connected to Spark cluster with app ID app-2'), line(10, 'Connected to Spark cluster with app ID app-1')]);
    reader.take([line(30, 'ERROR Lost executor 0 on h: Command exited with code 1, spark.hadoop.fs.s3a.secret.key=hunter2')]);

    const { appId, marks, lines } = reader.result(createRedactor('x'));

    expect({ appId, lines }).toEqual({ appId: 'app-2', lines: 3 });
    expect(marks['app-id']).toMatchObject({ count: 2, first: '2026-11-22T20:35:10.000000000Z', last: '2026-11-22T20:35:20.000000000Z', captures: ['app-2'] });
    expect(JSON.stringify(marks)).not.toContain('hunter2');
  });
});
