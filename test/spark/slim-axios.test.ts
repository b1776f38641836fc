import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { build } from 'esbuild';
import { afterAll, expect, test } from 'vitest';

import { slimAxios } from '../../scripts/build/slim-axios.mjs';
import { json, serveSparkUi } from '../fakes/spark-ui.js';

const folder = mkdtempSync(join(tmpdir(), 'slim-axios-'));
afterAll(() => { rmSync(folder, { recursive: true }); });

/** What is shipped is not what the other tests run: axios in the bundle is cut down. */
test('the client in the bundle answers as the one in the tests, and does not load what makes starting slow', async () => {
  const outfile = join(folder, 'client.cjs');
  const { metafile } = await build({
    stdin: {
      contents: `import { createHttp } from '#evidence/http/sensor.js';
        createHttp().get(process.argv[2]).then((answer) => console.log(JSON.stringify({ answer, heavy: process.moduleLoadList.filter((name) => /undici|http2|zlib/.test(name)) })));`,
      resolveDir: join(import.meta.dirname, '../../src'),
      loader: 'ts',
    },
    absWorkingDir: join(import.meta.dirname, '../..'),
    outfile, bundle: true, format: 'cjs', platform: 'node', target: 'node20.19', minify: true, metafile: true, plugins: [slimAxios()], logLevel: 'silent',
  });
  await using server = await serveSparkUi((path) => (path === '/json/' ? json({ status: 'ALIVE' }) : { status: 302, type: 'text/plain', body: '', location: '/json/' }));

  const { stdout } = await promisify(execFile)(process.execPath, [outfile, `${server.url}/json`]);

  expect(JSON.parse(stdout)).toEqual({ answer: { kind: 'answered', status: 200, contentType: 'text/json;charset=utf-8', body: '{"status":"ALIVE"}' }, heavy: [] });
  expect(Object.values(metafile.outputs)[0]?.bytes).toBeLessThan(60_000);
  expect(server.requests).toEqual(['GET /json', 'GET /json/']);
});
