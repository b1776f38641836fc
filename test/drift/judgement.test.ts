import { describe, expect, it } from 'vitest';

import { compareProject } from '#model/drift/compare-project.js';

import { IMAGE, play, said, sidesOf } from './sides.js';

const EDITED = { configHashes: { web: 'other' }, modifiedAt: { '/srv/p/compose.yml': '2026-01-03T00:00:00Z' } };
const NEWER_START = { StartedAt: '2026-01-04T00:00:00Z', FinishedAt: '2026-01-04T00:00:00Z' };
const kinds = (scene: Parameters<typeof play>[0]) => play(scene).drift.map(({ kind }) => kind);

describe('who made the difference', () => {
  const differs = { service: { mem_limit: '64' }, host: { Memory: 128, MemorySwap: 256 } };

  it('a hand, where the hashes are equal', () => expect(kinds(differs)).toEqual(['changed-by-hand']));
  it('an edit, where they are not', () => expect(kinds({ ...differs, project: EDITED })).toEqual(['edited-not-applied']));
  it('an edit that a restart was to apply', () => expect(kinds({ ...differs, project: EDITED, state: NEWER_START })).toEqual(['restarted-not-recreated']));
  it('no restart, where the container was started once and the file bears an old time', () =>
    expect(kinds({ ...differs, project: { configHashes: { web: 'other' } } })).toEqual(['edited-not-applied']));
  it('a restart, where the file bears an old time and the container was started twice', () =>
    expect(kinds({ ...differs, project: { configHashes: { web: 'other' } }, state: NEWER_START })).toEqual(['restarted-not-recreated']));

  it('without a hash: a hand where the file is older than the container, an edit where it is younger', () => {
    expect(kinds({ ...differs, project: { configHashes: {} } })).toEqual(['changed-by-hand']);
    expect(kinds({ ...differs, project: { ...EDITED, configHashes: {} } })).toEqual(['edited-not-applied']);
  });

  it('the file that gave the value counts, not the one that was saved last', () => {
    const modifiedAt = { '/srv/p/compose.yml': '2026-01-03T00:00:00Z', '/srv/p/other.env': '2026-01-05T00:00:00Z' };
    const provenance = { 'services.web.mem_limit': { place: { file: 'compose.yml', line: 3, column: 5 } } };
    const drift = play({ ...differs, project: { ...EDITED, modifiedAt, provenance }, state: NEWER_START });
    expect(drift.drift).toMatchObject([{ kind: 'restarted-not-recreated', provenance: { place: { line: 3 } } }]);
  });
});

describe('would Compose recreate it', () => {
  it('no, whatever was edited in the engine', () => expect(play({ service: { mem_limit: '64' } })).toMatchObject({ recreate: false, remedy: { kind: 'up-force-recreate' } }));
  it('yes and for nothing, where only the hash differs', () =>
    expect(play({ project: EDITED })).toMatchObject({ recreate: true, remedy: undefined, drift: [{ field: undefined, kind: 'recreate-without-difference' }] }));
  it('yes, where the reference means another image', () => {
    const moved = play({ docker: { images: { app: { Id: 'sha256:2', Config: {} }, [IMAGE]: { Id: IMAGE, Config: {} } } } });
    expect(moved).toMatchObject({ recreate: true, remedy: { kind: 'up' }, drift: [{ field: 'image', kind: 'image-moved' }] });
  });
  it('unknown, where the image is not here and would be pulled; yes, where it would be built', () => {
    const gone = { docker: { images: { [IMAGE]: { Id: IMAGE, Config: {} } } } };
    expect(play(gone).recreate).toBeUndefined();
    expect(play({ ...gone, service: { build: { context: '/srv/p' } } }).recreate).toBe(true);
  });
  it('unknown, where every run asks the registry', () => expect(play({ service: { pull_policy: 'always' } }).recreate).toBeUndefined());
  it('unknown of a Compose whose hash we cannot make, after the file was touched; no before', () => {
    const fifth = { labels: { 'com.docker.compose.version': '5.1.0' } };
    expect(play({ ...fifth, project: EDITED })).toMatchObject({ recreate: undefined, drift: [] });
    expect(play({ ...fifth, project: { configHashes: { web: 'other' } } })).toMatchObject({ recreate: false, drift: [] });
    expect(play({ ...fifth, project: { ...EDITED, configHashes: { web: 'hash' } } }).recreate).toBe(false);
  });
  it('without any hash, what differs decides', () => {
    expect(play({ service: { user: 'me' }, project: { ...EDITED, configHashes: {} } })).toMatchObject({ recreate: true, remedy: { kind: 'up' } });
    expect(play({ project: { configHashes: {} } }).recreate).toBe(false);
  });
});

describe('what cannot be known is not called drift', () => {
  it('a value with an unset variable in it', () => {
    const unset = play({ service: { command: ['run', ''] }, config: { Cmd: ['run', 'x'] }, project: { unsetVariables: { 'services.web.command.1': ['WHAT'] } } });
    expect(unset).toMatchObject({ drift: [], coverage: { compared: 2, inStep: 2, unknown: 1 } });
  });
  it('but the ports and mounts beside it are', () => {
    const ports = [{ target: 80, published: '' }, { target: 81, published: '8081' }];
    const bindings = { '80/tcp': [{ HostIp: '', HostPort: '8080' }], '81/tcp': [{ HostIp: '', HostPort: '9999' }] };
    const drift = play({ service: { ports }, host: { PortBindings: bindings }, config: { ExposedPorts: { '80/tcp': {}, '81/tcp': {} } }, project: { unsetVariables: { 'services.web.ports.0.published': ['PORT'] } } });
    expect(said(drift)).toEqual(['ports 8081:81/tcp -> 9999:81/tcp']);
  });
  it('what the image gave, when the image is gone', () => {
    const gone = play({ image: null, config: { Env: ['PATH=/bin'], Cmd: ['sleep'], User: 'me', WorkingDir: '/x' } });
    expect(gone.drift).toEqual([]);
    expect(gone.coverage.unknown).toBeGreaterThan(0);
  });
  it('a name whose value the shell gave and does not give now', () => expect(play({ service: { environment: { TOKEN: null } }, config: { Env: ['TOKEN=1'] } })).toMatchObject({ drift: [], coverage: { unknown: 1 } }));
  it('the path of a bind on an engine elsewhere', () => {
    const engine = { Host: 'ssh://far', Local: false };
    const volumes = [{ type: 'bind', source: '/here', target: '/data' }];
    expect(play({ service: { volumes }, container: { Mounts: [{ Type: 'bind', Source: '/there', Destination: '/data', RW: true }] }, docker: { engine } }).drift).toEqual([]);
  });
  it('a container that could not be read is not missing', () => {
    const gaps = [{ kind: 'container', subject: 'p-web-1', gone: false, detail: 'timed out' }];
    expect(play({ docker: { containers: [], gaps } })).toMatchObject({ drift: [], recreate: undefined, coverage: { unknown: 1 } });
  });
});

describe('services and containers that do not match', () => {
  it('without a file there is nothing to compare', () => {
    expect(compareProject({ ...sidesOf({}), compose: undefined })).toMatchObject([{ service: 'web', drift: [], recreate: undefined }]);
  });
  it('a service of a provider has no containers', () => expect(compareProject(sidesOf({ service: { provider: { type: 'cloud' } }, docker: { containers: [] } }))).toEqual([]));
  it('containers of `run` are nobody’s replicas', () => {
    expect(play({ labels: { 'com.docker.compose.oneoff': 'True' } })).toMatchObject({ containers: [], drift: [{ kind: 'missing' }], remedy: { kind: 'up' } });
  });
  it('a container made by hand under the service’s labels has to make room for Compose’s own', () => {
    const { docker, compose } = sidesOf({});
    const [own] = docker.containers;
    const labels = Object.fromEntries(Object.entries(own?.Config.Labels ?? {}).filter(([key]) => !key.endsWith('config-hash')));
    const containers = docker.containers.map((container) => ({ ...container, Config: { ...container.Config, Labels: labels } }));
    const [drift] = compareProject({ compose, docker: { ...docker, containers } });
    expect(drift).toMatchObject({ recreate: false, remedy: { kind: 'replace', containers: ['p-web-1'] }, drift: [{ kind: 'changed-by-hand', field: 'scale', deployed: '0; p-web-1 not made by Compose' }] });
  });
  it('a job that ended well is done; one that should run for ever is not', () => {
    const ended = { state: { Status: 'exited', ExitCode: 0 } };
    expect(kinds(ended)).toEqual([]);
    expect(kinds({ ...ended, service: { restart: 'always' }, host: { RestartPolicy: { Name: 'always' } } })).toEqual(['stopped']);
  });
  it('names like those of prototypes are names', () => {
    const labels = { 'com.docker.compose.service': '__proto__' };
    expect(compareProject(sidesOf({ labels })).map(({ service, drift }) => [service, drift[0]?.kind])).toEqual([['__proto__', 'orphan'], ['web', 'missing']]);
  });
});

describe('what the engine adds is no drift', () => {
  it('cleaned paths, default swap, `bridge` for `default`, label=disable of privileged containers', () => {
    expect(said(play({ service: { working_dir: '/a/./b/../c/' }, config: { WorkingDir: '/a/c' } }))).toEqual([]);
    expect(said(play({ service: { mem_limit: '64' }, host: { Memory: 64, MemorySwap: -1 } }))).toEqual([]);
    expect(said(play({ service: { network_mode: 'bridge', networks: undefined }, host: { NetworkMode: 'default' }, container: { NetworkSettings: { Networks: { bridge: {} } } } }))).toEqual([]);
    expect(said(play({ service: { privileged: true }, host: { Privileged: true, SecurityOpt: ['label=disable'] } }))).toEqual([]);
  });
});
