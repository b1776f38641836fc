import { describe, expect, test } from 'vitest';

import { parseShortVolume, VolumeError } from '#evidence/compose/grammar/volume.js';

const bind = { create_host_path: true };

describe('parseShortVolume', () => {
  test.each([
    ['ab', { type: 'volume', target: 'ab' }],
    ['abc', { type: 'volume', target: 'abc', volume: {} }],
    ['data:/x//y/../', { type: 'volume', source: 'data', target: '/x', volume: {} }],
    ['data:/x:rw,ro,nocopy', { type: 'volume', source: 'data', target: '/x', read_only: true, volume: { nocopy: true } }],
    ['data:/x:z', { type: 'volume', source: 'data', target: '/x', bind: { selinux: 'z' }, volume: {} }],
    ['/a:/x:nocopy', { type: 'bind', source: '/a', target: '/x', bind, volume: { nocopy: true } }],
    ['/a:/x:rslave,Z,ro,rw', { type: 'bind', source: '/a', target: '/x', bind: { propagation: 'rslave', selinux: 'Z', ...bind } }],
    ['~user/a:/x', { type: 'bind', source: '~user/a', target: '/x', bind }],
    ['é:/a:/x', { type: 'bind', source: 'é:/a', target: '/x', bind }],
    ['/a:b:ro', { type: 'bind', source: '/a', target: 'b:ro', bind }],
    ['${A:-x}:/y', { type: 'volume', source: '${A:-x}', target: '/y', volume: {} }],
    ['data:${A:/y', { type: 'volume', source: 'data', target: '', volume: {} }],
  ])('reads %j', (text, expected) => {
    expect(parseShortVolume(text)).toEqual(expected);
  });

  test.each(['', ':/x', 'data::/x', 'data:/x:', 'data:/x:ro:z'])('refuses %j', (text) => {
    expect(() => parseShortVolume(text)).toThrow(VolumeError);
  });
});
