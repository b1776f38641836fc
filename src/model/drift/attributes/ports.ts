import { compareTexts, differs, inStep, unknown, type Comparison } from '../comparison.js';
import { textsOf } from '../declared.js';
import type { Attribute, Pair } from '../pair.js';
import { isTouched } from '../unset-variables.js';

/** `ports` against what was asked of the engine (HostConfig), not against what it has bound now; and `expose`. */
export const ports: Attribute = (pair) => [...published(pair), ...exposed(pair)];

function published({ name, service, container, project }: Pair): readonly Comparison[] {
  const isGuess = (index: number) => isTouched(`services.${name}.ports.${String(index)}`, project);
  const guessed = new Set((service.ports ?? []).flatMap(({ target }, index) => (isGuess(index) ? String(target) : [])));
  const declared = (service.ports ?? []).map((port) => portText(String(port.target), port.protocol, port.host_ip, port.published));
  const deployed = Object.entries(container.HostConfig.PortBindings ?? {}).flatMap(([key, bindings]) => {
    const [target = '', protocol] = key.split('/');
    return (bindings ?? []).map(({ HostIp, HostPort }) => portText(target, protocol, HostIp ?? undefined, HostPort ?? undefined));
  });
  if (declared.length === 0 && deployed.length === 0) return [];
  const missing = [...new Set(declared)].filter((port) => !deployed.includes(port)).sort();
  const extra = [...new Set(deployed)].filter((port) => !declared.includes(port)).sort();
  if (missing.length === 0 && extra.length === 0) return [inStep('ports')];
  const isKnown = (port: string) => !guessed.has(/(\d+)\/\w+$/.exec(port)?.[1] ?? '');
  if (![...missing, ...extra].some(isKnown)) return [unknown('ports')];
  return [{ ...differs('ports', listed(missing.filter(isKnown)), listed(extra.filter(isKnown))), from: [] }];
}

/** "127.0.0.1:8080:80/tcp"; without a published port the engine picks one. */
function portText(target: string, protocol = 'tcp', ip = '', host = ''): string {
  const address = ip === '' ? '' : `${ip.replace(/^\[(.*)\]$/, '$1')}:`;
  return `${address}${host === '' ? (address === '' ? '' : ':') : `${host}:`}${target}/${protocol.toLowerCase()}`;
}

/** The image's ports and the published ones are exposed too. */
function exposed({ service, container, image, edited }: Pair): readonly Comparison[] {
  const declared = new Set(textsOf(service['expose']).flatMap(portRange));
  const deployed = new Set(Object.keys(container.Config.ExposedPorts ?? {}).flatMap(portRange));
  const missing = [...declared].filter((port) => !deployed.has(port)).sort();
  if (missing.length > 0) return [differs('expose', listed(missing), undefined)];
  const expected = new Set([...declared, ...publishedTargets(service.ports), ...Object.keys(image?.ExposedPorts ?? {}).flatMap(portRange)]);
  const extra = [...deployed].filter((port) => !expected.has(port) && !isStillPublished(port, container.HostConfig.PortBindings)).sort();
  if (extra.length > 0 && edited) return image === undefined ? [unknown('expose')] : compareTexts('expose', undefined, listed(extra));
  return declared.size === 0 ? [] : [inStep('expose')];
}

const publishedTargets = (ports: Pair['service']['ports']) => (ports ?? []).map(({ target, protocol }) => `${String(target)}/${protocol ?? 'tcp'}`);

/** A port that is no longer published is told once, under `ports`. */
const isStillPublished = (port: string, bindings: Pair['container']['HostConfig']['PortBindings']) => Object.hasOwn(bindings ?? {}, port);

const LARGEST_RANGE = 65_535;

/** "9000-9001" is two ports; without a protocol it is TCP: Compose before 5.0 hands both on as written. */
function portRange(text: string): readonly string[] {
  const [numbers = '', protocol = 'tcp'] = text.split('/');
  const [first = 0, last = first] = numbers.split('-').map(Number);
  if (!Number.isInteger(first) || !Number.isInteger(last) || last < first || last > LARGEST_RANGE) return [text];
  return Array.from({ length: last - first + 1 }, (_, step) => `${String(first + step)}/${protocol}`);
}

const listed = (items: readonly string[]) => (items.length === 0 ? undefined : items.join(', '));
