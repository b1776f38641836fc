import type { DockerContainer } from '#evidence/docker/schema.js';

import { cleanPath } from '../clean-path.js';
import { differs, inStep, unknown, type Comparison } from '../comparison.js';
import { at } from '../declared.js';
import { expectedMounts, type ExpectedMount } from '../expected-mounts.js';
import type { Attribute, Pair } from '../pair.js';
import { isTouched } from '../unset-variables.js';

type Mount = NonNullable<DockerContainer['Mounts']>[number];
type Section = ExpectedMount['section'];

const SECTIONS: readonly Section[] = ['volumes', 'configs', 'secrets'];

/**
 * `volumes`, `configs` and `secrets`, by their place in the container. Only top-level `Mounts` tells it all: which of
 * Binds and HostConfig.Mounts Compose uses changes from version to version (reference 3.3).
 */
export const mounts: Attribute = (pair) => {
  const expected = expectedMounts(pair);
  const found = new Map((pair.container.Mounts ?? []).map((mount) => [cleanPath(mount.Destination), mount]));
  const results = expected.map((mount) => hedged(judge(mount, found.get(mount.target), pair), pair));
  // A place that a variable was to name may be any of those that nobody asked for.
  const extra = results.some(isGuess(pair)) ? [] : extraMounts(pair, new Set(expected.map(({ target }) => target)));
  return SECTIONS.flatMap((section) => summary(section, results.filter((result) => result.mount.section === section), section === 'volumes' ? extra : []));
};

interface Judged {
  readonly mount: ExpectedMount;
  readonly found: Mount | undefined;
  readonly verdict: Comparison['verdict'];
  /** Only the name or path in a top-level section can explain it. */
  readonly outsideHash: boolean;
}

function judge(mount: ExpectedMount, found: Mount | undefined, pair: Pair): Judged {
  if (mount.hidden) return { mount, found, verdict: 'unknown', outsideHash: true };
  if (found === undefined) return { mount, found, verdict: 'differs', outsideHash: mount.section !== 'volumes' };
  const sameKind = found.Type === mount.type && (found.RW ?? true) === !mount.readOnly;
  const sameSource = isSameSource(mount, found, pair);
  if (sameKind && sameSource === true) return { mount, found, verdict: 'in-step', outsideHash: false };
  if (sameKind && sameSource === undefined) return { mount, found, verdict: 'unknown', outsideHash: false };
  return { mount, found, verdict: 'differs', outsideHash: sameKind && (mount.section !== 'volumes' || mount.type === 'volume') };
}

const isGuess = ({ project }: Pair) => ({ mount }: Judged) => mount.from.some((path) => isTouched(path, project));
const hedged = (result: Judged, pair: Pair): Judged => (result.verdict === 'differs' && isGuess(pair)(result) ? { ...result, verdict: 'unknown' } : result);

/** Virtual machines of desktop engines show the host's folders under a prefix of their own. */
const DESKTOP_PREFIX = /^\/(host_mnt|run\/desktop\/mnt\/host|mnt\/host|Volumes|private)(?=\/)/;

/** Undefined: the engine is on another machine and may rewrite paths. */
function isSameSource(mount: ExpectedMount, found: Mount, { docker }: Pair): boolean | undefined {
  if (mount.source === undefined) return true;
  if (mount.type !== 'bind') return found.Name === mount.source || found.Source === mount.source;
  const [source, wanted] = [cleanPath(found.Source ?? ''), cleanPath(mount.source)];
  if (source === wanted || source.replace(DESKTOP_PREFIX, '') === wanted) return true;
  return docker.engine.Local ? false : undefined;
}

function summary(section: Section, results: readonly Judged[], extra: readonly Mount[]): readonly Comparison[] {
  if (results.length === 0 && extra.length === 0) return [];
  const different = results.filter(({ verdict }) => verdict === 'differs');
  if (different.length > 0 || extra.length > 0) {
    const declared = different.map(({ mount }) => mountText(mount.source ?? `(any ${mount.type})`, mount.target, mount.readOnly));
    const deployed = [...different.flatMap(({ found }) => found ?? []), ...extra].map(foundText);
    const difference = differs(section, joined(declared), joined(deployed));
    const outsideHash = extra.length === 0 && different.every((result) => result.outsideHash);
    return [{ ...difference, from: [], ...(outsideHash ? { outsideHash } : {}) }];
  }
  return [results.some(({ verdict }) => verdict === 'unknown') ? unknown(section) : inStep(section)];
}

/** Mounts that neither the file nor the image asks for. Other containers' (`volumes_from`) are not told apart and not counted. */
function extraMounts({ service, container, image }: Pair, expected: ReadonlySet<string>): readonly Mount[] {
  if (image === undefined || at(service, 'volumes_from') !== undefined || at(service, 'use_api_socket') === true) return [];
  const own = new Set(Object.keys(image.Volumes ?? {}).map(cleanPath));
  const temporary = new Set(Object.keys(container.HostConfig.Tmpfs ?? {}).map(cleanPath));
  return (container.Mounts ?? []).filter(({ Destination }) => {
    const target = cleanPath(Destination);
    return !expected.has(target) && !own.has(target) && !temporary.has(target);
  });
}

const mountText = (source: string, target: string, readOnly: boolean) => `${source}:${target}${readOnly ? ':ro' : ''}`;
const foundText = ({ Type, Name, Source, Destination, RW }: Mount) =>
  mountText(Type === 'volume' ? (Name ?? '') : Type === 'tmpfs' ? '(tmpfs)' : (Source ?? ''), Destination, RW === false);
const joined = (items: readonly string[]) => (items.length === 0 ? undefined : [...items].sort().join(', '));
