import type { Model } from '#model/model.js';
import type { SparkService } from '#model/spark-service.js';

import { defineRule, type Observation } from '../define-rule.js';
import { declaredExhibit, judgeEach, servicesDeclared } from '../parts/declared.js';
import { service as serviceSubject } from '../parts/planes.js';
import { shareNetwork } from '../parts/reach.js';

export default defineRule({
  id: 'network/broker-advertises-localhost',
  severity: 'warning',
  summary: 'A broker advertises itself as localhost only, so Spark\'s containers dial themselves.',
  why: `
A Kafka client asks any broker for the list of brokers and then dials the addresses that it was given. A broker that
advertises \`localhost:9092\` sends executors and drivers to their own containers, whatever bootstrap server they used.`,
  proof: 'Every address in `KAFKA_ADVERTISED_LISTENERS` (or `KAFKA_CFG_...`, `KAFKA_ADVERTISED_HOST_NAME`, `--advertise-kafka-addr`) is localhost.',
  lookAlikes: 'One listener for the host and another for the network is right.',
  remedy: 'Advertise an internal listener too: `INTERNAL://SERVICE:29092,EXTERNAL://localhost:9092`.',
  needs: ['compose'],
  check: (model) => {
    const spark = servicesDeclared(model, 'master', 'worker', 'job');
    const near = (service: SparkService) => spark.some(({ compose }) => compose !== undefined && service.compose !== undefined && shareNetwork(compose, service.compose) === true);
    return judgeEach(
      servicesDeclared(model, 'other').filter((service) => advertised(service) !== undefined && near(service)),
      (service) => judge(model, service),
    );
  },
});

interface Advertised {
  readonly path: readonly string[];
  readonly key: string;
  readonly hosts: readonly string[];
}

const VARIABLE = /^KAFKA_(CFG_)?ADVERTISED_(LISTENERS|HOST_NAME|HOST)$/;
const LOCAL = /^(localhost|127\.\d+\.\d+\.\d+|\[?::1\]?)$/;

function advertised({ compose }: SparkService): Advertised | undefined {
  const [found] = Object.entries(compose?.environment ?? {}).filter(([key, value]) => VARIABLE.test(key) && value);
  if (found !== undefined) return { path: ['environment', found[0]], key: found[0], hosts: hostsOf(found[1] ?? '') };
  const words = compose?.command ?? [];
  const at = words.findIndex((word) => word.startsWith('--advertise-kafka-addr'));
  const text = at === -1 ? '' : (words[at]?.split('=')[1] ?? words[at + 1] ?? '');
  return text === '' ? undefined : { path: ['command', String(at)], key: '--advertise-kafka-addr', hosts: hostsOf(text) };
}

/** `PLAINTEXT://kafka:29092,HOST://localhost:9092`: the hosts. */
const hostsOf = (text: string) => text.split(',').map((listener) => listener.trim().replace(/^\w+:\/\//, '').replace(/:\d*$/, ''));

function judge(model: Model, service: SparkService): readonly Observation[] {
  const told = advertised(service);
  if (told === undefined || !told.hosts.every((host) => LOCAL.test(host))) return [];
  return [
    {
      subject: serviceSubject(service.name),
      message: `advertises only ${told.hosts.join(', ')}: drivers and executors that connect to it are sent to their own containers`,
      exhibits: [declaredExhibit(model, service.name, told.path, `${told.key} names ${told.hosts.join(', ')}`)],
      remedy: { summary: `advertise a listener as ${service.name}:PORT too, and let Spark connect to that`, actions: [] },
    },
  ];
}
