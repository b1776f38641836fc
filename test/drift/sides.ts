import { compareProject } from '#model/drift/compare-project.js';
import type { ServiceDrift } from '#model/drift/drift.js';
import { composeSchema } from '#evidence/compose/schema.js';
import { dockerSchema } from '#evidence/docker/schema.js';

type Loose = Readonly<Record<string, unknown>>;

export interface Scene {
  readonly service?: Loose;
  /** More of the project: `unsetVariables`, `configHashes`, `networks`. */
  readonly project?: Loose;
  readonly config?: Loose;
  readonly host?: Loose;
  readonly container?: Loose;
  readonly state?: Loose;
  readonly labels?: Loose;
  /** Config of the image; null: the image is gone. */
  readonly image?: Loose | null;
  readonly docker?: Loose;
}

export const IMAGE = 'sha256:1111111111111111111111111111111111111111111111111111111111111111';
export const ID = 'a'.repeat(64);
export const CREATED = '2026-01-02T00:00:00Z';

const LABELS = {
  'com.docker.compose.project': 'p',
  'com.docker.compose.service': 'web',
  'com.docker.compose.container-number': '1',
  'com.docker.compose.oneoff': 'False',
  'com.docker.compose.config-hash': 'hash',
  'com.docker.compose.image': IMAGE,
  'com.docker.compose.version': '2.40.3',
};

/** One service and its one container, in step but for what the scene says; the file is a day older than the container. */
export function play(scene: Scene): ServiceDrift {
  const [drift] = compareProject(sidesOf(scene));
  if (drift === undefined) throw new Error('no service');
  return drift;
}

export function sidesOf({ service = {}, project = {}, config = {}, host = {}, container = {}, state = {}, labels = {}, image = {}, docker = {} }: Scene) {
  const compose = composeSchema.parse({
    name: 'p',
    nameFrom: 'directory',
    workingDir: '/srv/p',
    files: ['/srv/p/compose.yml'],
    envFiles: [],
    profiles: [],
    services: { web: { image: 'app', command: null, entrypoint: null, networks: { default: null }, ...service } },
    inactiveServices: [],
    networks: {},
    volumes: {},
    configs: {},
    secrets: {},
    provenance: {},
    unsetVariables: {},
    warnings: [],
    modifiedAt: { '/srv/p/compose.yml': '2026-01-01T00:00:00Z' },
    configHashes: { web: 'hash' },
    ...project,
  });
  const evidence = dockerSchema.parse({
    engine: { Host: 'unix:///var/run/docker.sock', Local: true, ApiVersion: '1.41', Driver: 'overlay2', CgroupVersion: '1' },
    containers: [
      {
        Id: ID,
        Name: '/p-web-1',
        Created: CREATED,
        Image: IMAGE,
        State: { Status: 'running', StartedAt: '2026-01-02T00:00:01Z', FinishedAt: '0001-01-01T00:00:00Z', ...state },
        Config: { Image: 'app', Labels: { ...LABELS, ...labels }, Hostname: ID.slice(0, 12), ...config },
        HostConfig: { NetworkMode: 'p_default', ...host },
        Mounts: [],
        NetworkSettings: { Networks: { p_default: { NetworkID: 'n1', Aliases: ['p-web-1', 'web', ID.slice(0, 12)] } } },
        ...container,
      },
    ],
    images: { app: { Id: IMAGE, Config: image ?? {} }, ...(image === null ? {} : { [IMAGE]: { Id: IMAGE, Config: image } }) },
    networks: [{ Id: 'n1', Name: 'p_default', Labels: { 'com.docker.compose.project': 'p', 'com.docker.compose.network': 'default' } }],
    neighbours: [],
    gaps: [],
    ...docker,
  });
  return { compose, docker: evidence };
}

/** `field declared -> deployed`. */
export const said = ({ drift }: ServiceDrift): readonly string[] => drift.map(({ field, declared, deployed }) => `${field ?? '-'} ${declared ?? '()'} -> ${deployed ?? '()'}`);
