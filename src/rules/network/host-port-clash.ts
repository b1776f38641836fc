import { at, numberOf, textOf } from '#model/drift/declared.js';
import type { Model } from '#model/model.js';
import type { SparkService } from '#model/spark-service.js';

import { defineRule, type Observation } from '../define-rule.js';
import { declaredExhibit, servicesDeclared } from '../parts/declared.js';
import { service as serviceSubject } from '../parts/planes.js';

export default defineRule({
  id: 'network/host-port-clash',
  severity: 'warning',
  summary: 'One port of the host is asked for twice.',
  why: `
A port of the host has one owner. The container that starts second fails ("port is already allocated"), and which one
that is changes with every start. A service of several replicas with a fixed published port clashes with itself.`,
  proof: '`ports` of all active services: published port, protocol and address; `deploy.replicas` and `scale`.',
  lookAlikes: 'Services of different profiles may share a port if they never run together. Equal ports inside containers are no clash.',
  remedy: 'Publish another host port, or none: `ports: ["8081"]` lets Docker choose.',
  needs: ['compose'],
  check: (model) => {
    const services = servicesDeclared(model);
    const wanted = services.flatMap(portsOf);
    return {
      examined: services.filter(({ compose }) => (compose?.ports ?? []).length > 0).length,
      observations: [...clashes(model, wanted), ...services.flatMap((service) => scaled(model, service))],
    };
  },
});

interface Wanted {
  readonly service: string;
  readonly path: readonly string[];
  readonly from: number;
  readonly to: number;
  readonly ip: string;
  readonly protocol: string;
}

function portsOf({ name, compose }: SparkService): readonly Wanted[] {
  if (textOf(compose?.network_mode) === 'host') return [];
  return (compose?.ports ?? []).flatMap((port, index): Wanted[] => {
    const match = /^(\d+)(?:-(\d+))?$/.exec(port.published ?? '');
    if (match === null) return [];
    const from = Number(match[1]);
    return [{ service: name, path: ['ports', String(index)], from, to: Number(match[2] ?? from), ip: port.host_ip ?? '', protocol: port.protocol ?? 'tcp' }];
  });
}

const isAny = (ip: string) => ip === '' || ip === '0.0.0.0' || ip === '::';
/** Of a range Docker takes what is free. */
const overlaps = (one: Wanted, other: Wanted) =>
  one.from === one.to && other.from === other.to && one.from === other.from && one.from !== 0 && one.protocol === other.protocol && (isAny(one.ip) || isAny(other.ip) || one.ip === other.ip);

function clashes(model: Model, wanted: readonly Wanted[]): readonly Observation[] {
  return wanted.flatMap((one, at) => {
    const others = wanted.filter((other) => other.service !== one.service && overlaps(one, other));
    const isFirst = !wanted.slice(0, at).some((other) => other.service !== one.service && overlaps(one, other));
    const names = [...new Set(others.map(({ service }) => service))];
    if (names.length === 0 || !isFirst) return [];
    return [
      {
        subject: serviceSubject(one.service),
        message: `publishes port ${String(one.from)} of the host, and so ${names.length === 1 ? 'does' : 'do'} ${names.join(', ')}: they cannot run side by side`,
        exhibits: [one, ...others].map(({ service, path }) => declaredExhibit(model, service, path, `${service} publishes ${String(one.from)}`)) as unknown as Observation['exhibits'],
        remedy: { summary: `publish another port for ${names.join(', ')}`, actions: [] },
      },
    ];
  });
}

function scaled(model: Model, service: SparkService): readonly Observation[] {
  const { name, compose } = service;
  const replicas = numberOf(at(compose, 'deploy', 'replicas')) ?? numberOf(at(compose, 'scale')) ?? 1;
  const [fixed] = portsOf(service).filter(({ from, to }) => from !== 0 && to - from + 1 < replicas);
  if (replicas < 2 || fixed === undefined) return [];
  const range = fixed.from === fixed.to ? String(fixed.from) : `${String(fixed.from)}-${String(fixed.to)}`;
  return [
    {
      subject: serviceSubject(name),
      message: `is to run ${String(replicas)} times, and each publishes port ${range} of the host: only ${String(fixed.to - fixed.from + 1)} can`,
      exhibits: [declaredExhibit(model, name, fixed.path, `publishes ${range}`)],
      remedy: { summary: 'publish no fixed port of the host, or a range as long as there are replicas', actions: [] },
    },
  ];
}
