import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { parseShortPort, PortError } from '#evidence/compose/grammar/port.js';

const brief = (text: string): unknown[] => parseShortPort(text).map(({ published, target }) => [published, target]);

describe('parseShortPort', () => {
  test.each([
    ['80', [[undefined, 80]]],
    ['80/', [[undefined, 80]]],
    ['080:090', [['80', 90]]],
    ['80-80:90-90', [['80', 90]]],
    ['80-81-99', [[undefined, 80], [undefined, 81]]],
    ['8-10', [[undefined, 10], [undefined, 8], [undefined, 9]]],
    ['[]:80:81', [['80', 81]]],
  ])('reads %j', (text, expected) => {
    expect(brief(text)).toEqual(expected);
  });

  test('keeps the address without its brackets', () => {
    expect(parseShortPort('[fe80::1.2.3.4]:80:81/SCTP')).toEqual([
      { mode: 'ingress', host_ip: 'fe80::1.2.3.4', target: 81, published: '80', protocol: 'sctp' },
    ]);
  });

  test.each([
    '', ':', '80:', '::1:80:80', '[::1]', '[::1%eth0]:80:80', '1.2.3.04:80:80', '1.2.3:80:80', '81-80', '80:65536',
    '1-3:1-2', '/tcp', '80/icmp', '+80', '8 0', '[1::2::3]:1:1', '[1:2:3:4:5:6:7:8::]:1:1',
  ])('refuses %j', (text) => {
    expect(() => parseShortPort(text)).toThrow(PortError);
  });

  test('pairs two ranges of one length, in the order of text', () => {
    const port = fc.integer({ min: 1, max: 60_000 });
    fc.assert(
      fc.property(port, port, fc.integer({ min: 1, max: 40 }), (host, container, more) => {
        const ports = parseShortPort(`${host}-${host + more}:${container}-${container + more}`);

        expect(ports).toHaveLength(more + 1);
        for (const { published, target } of ports) expect(Number(published) - host).toBe(target - container);
        const targets = ports.map(({ target }) => String(target));
        expect(targets).toEqual(targets.toSorted());
      }),
    );
  });
});
