// The published JSON Schema of .k2doctor.yml, from the schema by which it is read.
import { fromSource } from '../from-source.mjs';

export async function files() {
  const { settingsFile, toJSONSchema } = await fromSource(`
    export { settingsFile } from './src/cli/settings/settings-file.ts';
    export { toJSONSchema } from 'zod/mini';
  `);
  const { $schema, ...schema } = toJSONSchema(settingsFile, { io: 'input', target: 'draft-2020-12' });
  const document = {
    $schema,
    $id: 'urn:k2doctor:config:1',
    title: 'Settings of k2doctor: .k2doctor.yml',
    description: 'The same, but for format, timeout and baseline, may stand under x-k2doctor in the compose file.',
    ...schema,
  };
  return new Map([['schema/config.schema.json', `${JSON.stringify(nullable(document), undefined, 2)}\n`]]);
}

/** A key with nothing behind it says nothing: editors must let it through too. */
function nullable(schema) {
  return {
    ...schema,
    properties: Object.fromEntries(Object.entries(schema.properties).map(([name, { description, ...property }]) => [name, { ...(description === undefined ? {} : { description }), anyOf: [property, { type: 'null' }] }])),
  };
}
