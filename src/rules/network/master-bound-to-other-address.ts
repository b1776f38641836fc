import type { Model } from '#model/model.js';

import { defineRule, type Observation } from '../define-rule.js';
import { replicasOf, service, type Placed } from '../parts/seen.js';

export default defineRule({
  id: 'network/master-bound-to-other-address',
  severity: 'warning',
  summary: 'The master listens on an address that other containers do not reach.',
  why: `
The master binds its RPC port to one address: \`--host\`, SPARK_MASTER_HOST, or what its own hostname resolves to. On a
loopback nobody else gets in; with several networks it may be the address in the one that the workers are not on. Its
web UI binds to all addresses, so it looks well.`,
  proof: 'The `url` that the master gives itself, beside its container\'s networks and those of the workers.',
  lookAlikes: 'A name in the URL is harmless where it resolves to the bound address. A refusing port may also be a master that is not up yet.',
  remedy: 'Start the master with --host set to its service name (and hostname: the same), or 0.0.0.0; keep it and the workers on one network.',
  needs: ['spark-master', 'docker'],
  causes: ['drift/stale-command', 'drift/stale-environment'],
  check: (model) => {
    const masters = model.facts['spark-master']?.masters ?? [];
    return { examined: masters.length, observations: masters.flatMap(({ document: { url }, service: name }) => observe(url, name, model)) };
  },
});

function observe(url: string, name: string | undefined, model: Model): Observation[] {
  const host = /^spark:\/\/(.+):\d+$/.exec(url)?.[1] ?? '';
  const masters = replicasOf(model, 'master').filter((placed) => name === undefined || placed.service.name === name);
  const others = replicasOf(model, 'worker', 'job').filter(({ replica }) => replica.running);
  const loopback = /^(localhost|127\.|\[::1\]$)/.test(host);
  const network = masters.flatMap(({ replica }) => networksOf(replica)).find(([, address]) => address === host)?.[0];
  const away = loopback ? others : network === undefined ? [] : others.filter(({ replica }) => !networksOf(replica).some(([other]) => other === network));
  const [first] = away;
  if (first === undefined) return [];
  const names = [...new Set(away.map((placed) => placed.service.name))].join(', ');
  return [
    {
      subject: service(name ?? masters[0]?.service.name ?? url),
      message: `the master listens on ${url}, ${loopback ? 'a loopback that no other container reaches' : `its address in ${network ?? ''}`}, and ${names} ${away.length === 1 ? 'is' : 'are'} ${loopback ? 'in other containers' : 'not on that network'}`,
      exhibits: [
        { label: `the master calls itself ${url}`, plane: 'granted' },
        { label: `${first.replica.name} is on ${networksOf(first.replica).map(([other]) => other).join(', ')}`, plane: 'deployed' },
      ],
      remedy: { summary: 'start the master with --host and its service name, on a network that all share', actions: [] },
      blames: masters.map((placed) => service(placed.service.name)),
    },
  ];
}

const networksOf = ({ container }: Placed['replica']): readonly (readonly [string, string | undefined])[] =>
  Object.entries(container.NetworkSettings.Networks ?? {}).map(([network, endpoint]) => [network, endpoint?.IPAddress ?? undefined]);
