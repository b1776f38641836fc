import type { ComposeService } from '#evidence/compose/schema.js';
import type { Model } from '#model/model.js';
import type { SparkService } from '#model/spark-service.js';

import { defineRule, type Observation } from '../define-rule.js';
import { declaredExhibit, judgeEach, servicesDeclared } from '../parts/declared.js';
import { hostsIn, masterUrls, type HostPort, type MasterUrl } from '../parts/master-urls.js';
import { service as serviceSubject } from '../parts/planes.js';
import { privateNames, reachesOutside, servicesNamed, shareNetwork } from '../parts/reach.js';

export default defineRule({
  id: 'network/master-url-unreachable',
  severity: 'critical',
  summary: 'A service dials a master address that leads nowhere.',
  why: `
Inside the project's networks a master is reached as \`spark://SERVICE:7077\`: by a name that Docker's DNS knows on a
network that both are on, at the RPC port inside the container. 8080 is its web page, a published port belongs to the
host, and \`localhost\` is the dialling container itself. Java takes no underscore in a host name: Spark then says "Invalid
master URL".`,
  proof: 'The address in command and environment beside the services, names, aliases, networks and ports of the file.',
  lookAlikes: 'A few refused connections at start are only the order of starting. A healthy page on 8080 says nothing about 7077. Names on external networks are unknown here.',
  remedy: 'Dial `spark://SERVICE:7077`, on a shared network.',
  needs: ['compose'],
  causes: ['config/interpolation-surprise'],
  check: (model) =>
    judgeEach(
      servicesDeclared(model).filter(({ declared }) => declared?.role !== 'master'),
      (service) => {
        const { compose, declared } = service;
        if (compose === undefined || declared === undefined) return [];
        const found = masterUrls(compose, declared).flatMap((url) => {
          const reason = reasonAgainst(url.url, service, compose, model);
          return reason === undefined ? [] : [{ url, reason }];
        });
        const [first] = found;
        return first === undefined ? [] : [observe(model, service, first.url, first.reason)];
      },
    ),
});

function observe(model: Model, { name, declared }: SparkService, { url, path }: MasterUrl, reason: string): Observation {
  const isClient = declared?.role === 'other';
  const masters = servicesDeclared(model, 'master');
  const [master] = masters;
  const to = masters.length === 1 && master !== undefined ? `spark://${master.name}:${String(master.declared?.master?.port ?? 7077)}` : 'spark://SERVICE:7077';
  return {
    subject: serviceSubject(name),
    ...(isClient ? { severity: 'warning' as const, confidence: 'likely' as const } : {}),
    message: `dials ${url}, and ${reason}`,
    exhibits: [declaredExhibit(model, name, path, url)],
    blames: [serviceSubject(name)],
    remedy: { summary: reason.includes('network') ? `put ${name} and the master on one network` : `dial ${to}`, actions: [] },
  };
}

function reasonAgainst(url: string, service: SparkService, compose: ComposeService, model: Model): string | undefined {
  const hosts = hostsIn(url);
  // A client's own settings may hold host and port apart.
  if (hosts === undefined) return service.declared?.role === 'other' && !url.includes(':', 8) ? undefined : malformedReason(url);
  const reasons = hosts.map((host) => reasonAgainstHost(host, service, compose, model));
  // Of several masters one that answers will do.
  return reasons.every((reason) => reason !== undefined) ? reasons[0] : undefined;
}

function malformedReason(url: string): string {
  if (/\/\/[^:/]*_/.test(url)) return 'Java takes no underscore in a host name: Spark refuses it as an invalid master URL';
  return /:\d+$/.test(url) ? 'Spark refuses it as an invalid master URL' : 'it names no port: Spark refuses it as an invalid master URL';
}

function reasonAgainstHost({ host, port }: HostPort, service: SparkService, compose: ComposeService, model: Model): string | undefined {
  if (/^(localhost|127\.)/.test(host)) return localReason(service, compose, model);
  if (privateNames(compose).has(host)) return undefined;
  const targets = servicesNamed(model, host).filter(({ name }) => name !== service.name);
  if (targets.length === 0) return unknownReason(host, service, compose, model);
  const away = targets.every((target) => target.compose !== undefined && shareNetwork(compose, target.compose) === false);
  if (away) return `${targets.map(({ name }) => name).join(', ')} shares no network with it`;
  const masters = targets.filter(({ declared }) => declared?.role === 'master');
  return masters.length === targets.length ? portReason(port, host, masters[0]) : undefined;
}

function unknownReason(host: string, { name }: SparkService, compose: ComposeService, model: Model): string | undefined {
  const isElsewhere = host.includes('.') || host.startsWith('[') || host === name || reachesOutside(model, compose);
  const isOff = model.facts.compose?.inactiveServices.includes(host) === true;
  return isElsewhere || isOff || servicesNamed(model, host).length > 0 ? undefined : `no service, alias or hostname of the project is called ${host}`;
}

/** A container that starts a master of its own may dial itself. */
function localReason({ declared }: SparkService, { network_mode }: ComposeService, model: Model): string | undefined {
  const told = declared?.role === 'worker' || declared?.role === 'job';
  if (!told || network_mode !== undefined || servicesDeclared(model, 'master').length === 0) return undefined;
  return 'localhost is its own container, where no master runs';
}

function portReason(port: number, host: string, target: SparkService | undefined): string | undefined {
  const master = target?.declared?.master;
  if (master === undefined || port === master.port) return undefined;
  if (port === master.webuiPort) return `${String(port)} is the web page of ${host}; it listens on ${String(master.port)}`;
  const published = target?.compose?.ports?.some((entry) => entry.published === String(port) && entry.target === master.port) === true;
  if (published) return `${String(port)} is published on the host; inside the network ${host} listens on ${String(master.port)}`;
  return port === 7070 || port === 8080 || port === 8081 ? `${host} listens on ${String(master.port)}` : undefined;
}
