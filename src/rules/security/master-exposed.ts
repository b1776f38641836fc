import { textOf } from '#model/drift/declared.js';
import type { Model } from '#model/model.js';
import type { SparkService } from '#model/spark-service.js';

import { defineRule, type Observation } from '../define-rule.js';
import { authenticates } from '../parts/authentication.js';
import { declaredExhibit, judgeEach, servicesDeclared } from '../parts/declared.js';
import { versionIn } from '../parts/images.js';
import { service as serviceSubject } from '../parts/planes.js';

export default defineRule({
  id: 'security/master-exposed',
  severity: 'warning',
  summary: 'A master\'s port is published on all interfaces, and whoever reaches it can run code.',
  why: `
\`ports: ["7077:7077"]\` publishes on every interface of the host, past most firewalls that were set up with ufw. A master
does not ask who submits: an application is code that the workers run. 6066, the REST server, takes submissions too where
it is on (\`spark.master.rest.enabled\`, the default from 4.1).`,
  proof: '`ports` of the master without a loopback address, `network_mode: host`, and no `spark.authenticate` or SPARK_RPC_AUTHENTICATION_ENABLED.',
  lookAlikes: 'The web page on 8080 shows and can kill applications, but runs no code. A host behind a firewall of its own is safe: silence it with that reason.',
  remedy: '`ports: ["127.0.0.1:7077:7077"]`, or publish nothing: services of the project need no published port.',
  needs: ['compose'],
  check: (model) => judgeEach(servicesDeclared(model, 'master'), (service) => judge(model, service)),
});

const isLoopback = (ip: string | undefined) => ip !== undefined && /^(127\.|::1$|\[::1\]$)/.test(ip);

function judge(model: Model, service: SparkService): readonly Observation[] {
  const { name, compose, declared } = service;
  const rest = restServer(service);
  const rpc = authenticates(declared) === true ? undefined : (declared?.master?.port ?? 7077);
  const open = (compose?.ports ?? []).flatMap((port, index) => {
    const runs = port.target === rpc || (port.target === 6066 && rest);
    return runs && port.published !== undefined && !isLoopback(port.host_ip) ? [{ index, published: port.published, target: port.target }] : [];
  });
  if (textOf(compose?.network_mode) === 'host' && rpc !== undefined) return [onHost(model, name, rpc)];
  const [first, ...others] = open.map(({ index, published, target }) => declaredExhibit(model, name, ['ports', String(index)], `${published} of the host, all interfaces, leads to ${String(target)}`));
  if (first === undefined) return [];
  const ports = open.map(({ published }) => published).join(' and ');
  return [
    {
      subject: serviceSubject(name),
      message: `publishes ${ports} on all interfaces without authentication: whoever reaches ${open.length === 1 ? 'it' : 'them'} can run code on the workers`,
      exhibits: [first, ...others],
      remedy: { summary: `write "127.0.0.1:${open[0]?.published ?? '7077'}:${String(open[0]?.target ?? 7077)}", or do not publish it`, actions: [] },
    },
  ];
}

function onHost(model: Model, name: string, port: number): Observation {
  return {
    subject: serviceSubject(name),
    confidence: 'likely',
    message: `listens on ${String(port)} of the host's own network without authentication: whoever reaches it can run code on the workers`,
    exhibits: [declaredExhibit(model, name, ['network_mode'], 'network_mode: host')],
    remedy: { summary: 'bind it to one address with --host, or leave the network of the host', actions: [] },
  };
}

/** On where it is said so, else by the version's default: off to 4.0, on from 4.1 (Spark docs, core migration guide). */
function restServer({ declared }: SparkService): boolean {
  const told = declared?.master?.options.get('spark.master.rest.enabled');
  if (told !== undefined) return told === 'true';
  const [major = 0, minor = 0] = (versionIn(declared?.view.image) ?? '0.0').split('.').map(Number);
  return major > 4 || (major === 4 && minor >= 1);
}
