import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { play, said } from './sides.js';

const name = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_.-]{0,8}$/).filter((text) => !/proxy$/i.test(text));
const variables = fc.dictionary(name, fc.string({ maxLength: 6 }), { maxKeys: 6, noNullPrototype: false });
const envOf = (map: Readonly<Record<string, string>>) => Object.entries(map).map(([key, value]) => `${key}=${value}`);
const shuffled = <T>(items: readonly T[]) => fc.shuffledSubarray([...items], { minLength: items.length });

describe('environment', () => {
  it('in step: the image’s and the file’s together, in any order', () => {
    const scene = fc.tuple(variables, variables).chain(([own, declared]) => fc.tuple(fc.constant({ own, declared }), shuffled(envOf({ ...own, ...declared }))));
    fc.assert(
      fc.property(scene, ([{ own, declared }, Env]) => {
        expect(said(play({ service: { environment: declared }, config: { Env }, image: { Env: envOf(own) } }))).toEqual([]);
      }),
    );
  });

  it('one value changed is one difference, of that name', () => {
    fc.assert(
      fc.property(variables, variables, name, fc.string(), fc.string(), (own, others, key, before, after) => {
        fc.pre(before !== after);
        const drift = play({ service: { environment: { ...others, [key]: after } }, config: { Env: envOf({ ...own, ...others, [key]: before }) }, image: { Env: envOf(own) } });
        expect(drift.drift).toMatchObject([{ field: `environment.${key}`, declared: after, deployed: before }]);
      }),
    );
  });

  it('a variable that neither file nor image has is a difference, a proxy’s is not', () => {
    expect(said(play({ config: { Env: ['LEFT=over', 'HTTP_PROXY=http://proxy', 'no_proxy=localhost'] } }))).toEqual(['environment.LEFT () -> over']);
  });
});

describe('amounts', () => {
  const amount = fc.integer({ min: 1, max: 2 ** 45 });

  it('memory: equal as text or number, under deploy or not; different by one byte', () => {
    const spellings = (value: number) => [{ mem_limit: String(value) }, { mem_limit: value }, { deploy: { resources: { limits: { memory: String(value) } } } }];
    fc.assert(
      fc.property(amount, fc.integer({ min: 0, max: 2 }), (value, spelling) => {
        const service = spellings(value)[spelling] ?? {};
        expect(said(play({ service, host: { Memory: value, MemorySwap: 2 * value } }))).toEqual([]);
        expect(play({ service, host: { Memory: value + 1, MemorySwap: 2 * value + 2 } }).drift).toHaveLength(1);
      }),
    );
  });

  it('cpus: a float32 on its way, as 1.001 becomes 1001000064', () => {
    expect(said(play({ service: { cpus: 1.001 }, host: { NanoCpus: 1_001_000_064 } }))).toEqual([]);
    expect(play({ service: { cpus: 1.001 }, host: { NanoCpus: 1_001_000_000 } }).drift).toHaveLength(1);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6400 }), (hundredths) => {
        const cpus = hundredths / 100;
        const NanoCpus = Math.trunc(Math.fround(Math.fround(cpus) * 1e9));
        expect(said(play({ service: { deploy: { resources: { limits: { cpus: String(cpus) } } } }, host: { NanoCpus } }))).toEqual([]);
      }),
    );
  });

  it('stop_grace_period: whole seconds of any spelling', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100_000 }), fc.integer({ min: 0, max: 999 }), (seconds, thousandths) => {
        const text = `${String(Math.floor(seconds / 60))}m${String(seconds % 60)}.${String(thousandths).padStart(3, '0')}s`;
        expect(said(play({ service: { stop_grace_period: text }, config: { StopTimeout: seconds } }))).toEqual([]);
      }),
    );
  });
});

describe('lists whose order means nothing', () => {
  const LISTS = [
    ['cap_add', 'CapAdd', (item: string) => `CAP_${item.toUpperCase()}`],
    ['cap_drop', 'CapDrop', (item: string) => item],
    ['group_add', 'GroupAdd', (item: string) => item],
    ['dns_opt', 'DnsOptions', (item: string) => item],
    ['device_cgroup_rules', 'DeviceCgroupRules', (item: string) => item],
  ] as const;

  it.each(LISTS)('%s', (key, hostKey, spell) => {
    const items = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,6}$/), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(items.chain((list) => fc.tuple(fc.constant(list), shuffled(list))), ([list, other]) => {
        expect(said(play({ service: { [key]: list }, host: { [hostKey]: other.map(spell) } }))).toEqual([]);
        expect(play({ service: { [key]: list.slice(1) }, host: { [hostKey]: other.map(spell) } }).drift.map(({ field }) => field)).toEqual([key]);
      }),
    );
  });

  it('ports, whatever the engine lists first', () => {
    const port = fc.record({ target: fc.integer({ min: 1, max: 65_535 }), published: fc.integer({ min: 1, max: 65_535 }).map(String), protocol: fc.constantFrom('tcp', 'udp') });
    fc.assert(
      fc.property(fc.uniqueArray(port, { minLength: 1, maxLength: 5, selector: ({ target, protocol }) => `${String(target)}${protocol}` }), (ports) => {
        const bound = [...ports].reverse().map(({ target, published, protocol }) => [`${String(target)}/${protocol}`, [{ HostIp: '', HostPort: published }]] as const);
        const both = { host: { NetworkMode: 'p_default', PortBindings: Object.fromEntries(bound) }, config: { ExposedPorts: Object.fromEntries(bound.map(([key]) => [key, {}])) } };
        expect(said(play({ service: { ports }, ...both }))).toEqual([]);
        expect(play({ service: { ports: ports.slice(1) }, ...both }).drift.map(({ field }) => field)).toEqual(['ports']);
      }),
    );
  });
});
