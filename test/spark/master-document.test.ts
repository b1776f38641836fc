import { expect, test } from 'vitest';

import { readMasterDocument } from '#evidence/spark-master/document.js';
import type { HttpAnswer } from '#evidence/http.js';

import { allRecorded, recorded } from '../fakes/spark-ui.js';

const answered = (body: string, status = 200): HttpAnswer => ({ kind: 'answered', status, contentType: 'text/json', body });

test('every recorded document of 3.3.4, 3.5.3 and 4.3.0 is a master', () => {
  const paths = allRecorded(/\/master[^/]*\/json\.json$|\/poll-\d-\w+\.json$/);
  expect(paths.length).toBeGreaterThan(40);

  for (const path of paths) expect(readMasterDocument(answered(recorded(path))), path).toMatchObject({ kind: 'document' });
});

test('every recorded worker is none, and is called a worker', () => {
  for (const path of allRecorded(/\/worker-\d\/json\.json$/)) {
    expect(readMasterDocument(answered(recorded(path))), path).toEqual({ kind: 'failed', detail: 'is a worker, not a master' });
  }
});

// Made by hand after deploy/JsonProtocol.scala of 2.4.5: no resources anywhere, memoryperslave alone. Never recorded.
test('the document of Spark 2.4 is a master too', () => {
  const old = {
    url: 'spark://m:7077',
    workers: [{ id: 'worker-1', host: '10.0.0.2', port: 1, webuiaddress: 'http://10.0.0.2:8081', cores: 2, coresused: 1, coresfree: 1, memory: 1024, memoryused: 512, memoryfree: 512, state: 'ALIVE', lastheartbeat: 1 }],
    aliveworkers: 1, cores: 2, coresused: 1, memory: 1024, memoryused: 512,
    activeapps: [{ id: 'app-20200101000000-0000', starttime: 1, name: 'old', cores: 1, user: 'root', memoryperslave: 512, submitdate: 'Wed Jan 01 00:00:00 UTC 2020', state: 'RUNNING', duration: 1 }],
    completedapps: [], activedrivers: [{ id: 'driver-1', starttime: '1577836800000', state: 'RUNNING', cores: 1, memory: 1024, submitdate: 'x', worker: 'None', mainclass: 'Main' }], completeddrivers: [], status: 'ALIVE',
  };

  expect(readMasterDocument(answered(JSON.stringify(old)))).toMatchObject({ kind: 'document', document: { activeapps: [{ memoryperslave: 512 }] } });
});

test('a new state, and a key that is none of ours, make nothing unreadable', () => {
  const document = recorded('3.5.3/02-founding/master/json.json').replace('"WAITING"', '"PONDERING"').replace('"resources" : { }', '"resources" : { "__proto__": { "name": "gpu", "addresses": [] } }');

  expect(readMasterDocument(answered(document))).toMatchObject({ kind: 'document' });
  expect(({} as Record<string, unknown>)['name']).toBeUndefined();
});

test.each([
  ['the index', answered(recorded('3.5.3/01-healthy/master/index.html')), 'answers with a web page instead of JSON'],
  ['an empty body', answered(''), 'answers with something that is not JSON'],
  ['JSON of something else', answered('{"status":"ALIVE"}'), 'answers with JSON, but not with that of a Spark master'],
  ['a list', answered('[]'), 'answers with JSON, but not with that of a Spark master'],
  ['a refusal', answered('{}', 403), 'refuses (HTTP 403)'],
  ['a breakdown', answered('', 500), 'answers with HTTP 500'],
  ['silence', { kind: 'timed-out' } satisfies HttpAnswer, 'no answer in time'],
])('%s is no master, and the reason is said', (_, answer, detail) => {
  expect(readMasterDocument(answer)).toEqual({ kind: 'failed', detail });
});
