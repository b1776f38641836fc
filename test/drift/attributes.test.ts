import { readdirSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { ATTRIBUTES } from '#model/drift/attributes.js';

describe('the list of attributes', () => {
  it('holds the comparer of every file', async () => {
    const files = readdirSync('src/model/drift/attributes');
    const modules = await Promise.all(files.map((file) => import(`../../src/model/drift/attributes/${file}`) as Promise<Readonly<Record<string, unknown>>>));

    expect(new Set(modules.flatMap((exported) => Object.values(exported)))).toEqual(new Set(ATTRIBUTES));
  });
});
