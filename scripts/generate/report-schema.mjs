// The published JSON Schema of `--format json`, from the schema by which the report is read back.
import { build } from 'esbuild';

const root = new URL('../..', import.meta.url).pathname;
const PATH = 'schema/report.schema.json';

export async function files() {
  const { outputFiles } = await build({
    absWorkingDir: root,
    stdin: {
      contents: `export { reportSchema } from './src/diagnosis/report-schema.ts'; export { toJSONSchema } from 'zod/mini';`,
      resolveDir: root,
    },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
  });
  const { reportSchema, toJSONSchema } = await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
  // As input: fields that a later version adds are no error to a reader of this one.
  const { $schema, ...schema } = toJSONSchema(reportSchema, { io: 'input', target: 'draft-2020-12' });
  const document = {
    $schema,
    $id: 'urn:k2doctor:report:1',
    title: 'k2doctor report, schema version 1',
    description:
      'What `k2doctor check --format json` prints. Fields are added, never changed; absent values are null, never 0; memory is bytes; times are ISO 8601 in UTC.',
    ...schema,
  };
  return new Map([[PATH, `${JSON.stringify(document, undefined, 2)}\n`]]);
}
