import { describe, expect, test } from 'vitest';

import page from '#reporters/html.js';

import { founding } from './samples/founding.js';
import { samples } from './samples/index.js';

const SURROUNDINGS = { color: false, width: 80, verbosity: 0, showSuppressed: false };
const TAG = /<(\/?)([a-z][a-z0-9]*)((?:\s+[a-z][\w:-]*="[^"<>]*")*)\s*(\/?)>/gi;
const VOID = new Set(['meta']);

/** Strict enough to catch a name that got through as markup: every `<` begins a whole tag, and the tags nest. */
function tagsOf(text: string): readonly { readonly name: string; readonly attributes: string }[] {
  const body = text.replace(/^<!doctype html>\n/, '').replace(/<style>[^<]*<\/style>/, '');
  expect(body.match(/</g)?.length).toBe([...body.matchAll(TAG)].length);
  const open: string[] = [];
  const tags: { name: string; attributes: string }[] = [];
  for (const [, closing, name = '', attributes = '', empty] of body.matchAll(TAG)) {
    if (closing === '/') expect(open.pop()).toBe(name);
    else if (empty !== '/' && !VOID.has(name)) open.push(name);
    if (closing !== '/') tags.push({ name, attributes });
  }
  expect(open).toEqual([]);
  return tags;
}

describe.each(Object.entries(samples))('%s', (_, report) => {
  const tags = tagsOf(page.render(report, SURROUNDINGS));

  test('is one page that runs nothing and loads nothing', () => {
    const names = new Set(tags.map(({ name }) => name));

    expect(['script', 'link', 'img', 'iframe', 'object', 'form', 'a', 'base'].filter((name) => names.has(name))).toEqual([]);
    expect(tags.filter(({ attributes }) => /\s(?:on\w+|src|href|srcset|action)=/i.test(attributes))).toEqual([]);
    expect(tags.some(({ attributes }) => attributes.includes(`default-src 'none'`))).toBe(true);
  });

  test('says its name, its language and that it follows the reader to a phone and into the dark', () => {
    const text = page.render(report, SURROUNDINGS);

    expect(text).toContain('<html lang="en">');
    expect(text).toMatch(/<title>[^<]+<\/title>/);
    expect(text).toContain('name="viewport"');
    expect(text).toContain('prefers-color-scheme: dark');
  });

  test('draws no picture without words for it', () => {
    expect(tags.filter(({ name, attributes }) => name === 'svg' && !/role="img" aria-label="\d+ of \d+ cores used/.test(attributes))).toEqual([]);
  });
});

test('a command of the fix stands whole on one line', () => {
  expect(page.render(founding, SURROUNDINGS).split('\n').find((line) => line.includes('<pre'))).toContain(founding.fix?.commands[0]);
});

test('the number of a job, not its colour alone, ties a core to its name', () => {
  const text = page.render(founding, SURROUNDINGS);

  expect(text).toMatch(/<text [^>]+>1<\/text>/);
  expect(text).toMatch(/<span class="swatch"[^>]*>1<\/span> bronze-binance-stream/);
});
