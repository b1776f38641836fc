import { mutation, threeWays, type Mutation } from '../mutation.js';

const long = (more: object) => ({ volumes: [{ type: 'bind', source: './data', target: '/data', ...more }] });

/** What is mounted. The project has the volumes `data` and `other`, the configs and secrets `one`, `two` and `inline`. */
export const STORAGE: readonly Mutation[] = [
  mutation('bind put in', {}, { volumes: ['./data:/data'] }, 'volumes'),
  mutation('bind taken out', { volumes: ['./data:/data'] }, {}, 'volumes'),
  mutation('source of a bind changed', { volumes: ['./data:/data'] }, { volumes: ['./more:/data'] }, 'volumes'),
  mutation('target of a bind changed', { volumes: ['./data:/data'] }, { volumes: ['./data:/elsewhere'] }, 'volumes'),
  mutation('bind made read-only', { volumes: ['./data:/data'] }, { volumes: ['./data:/data:ro'] }, 'volumes'),
  mutation('bind respelled', { volumes: ['./data:/data'] }, long({ bind: { create_host_path: true } }), ''),
  mutation('bind respelled without its block', { volumes: ['./data:/data'] }, long({}), ''),
  mutation('bind through another spelling of the path', { volumes: ['./data:/data'] }, { volumes: ['./more/../data:/data/'] }, ''),
  mutation('long bind made read-only', long({}), long({ read_only: true }), 'volumes'),
  mutation('volumes reordered', { volumes: ['./data:/a', './more:/b'] }, { volumes: ['./more:/b', './data:/a'] }, ''),
  mutation('named volume put in', {}, { volumes: ['data:/data'] }, 'volumes'),
  mutation('named volume changed', { volumes: ['data:/data'] }, { volumes: ['other:/data'] }, 'volumes'),
  mutation('named volume taken out', { volumes: ['data:/data', 'other:/other'] }, { volumes: ['data:/data'] }, 'volumes'),
  mutation('bind instead of a volume', { volumes: ['data:/data'] }, { volumes: ['./data:/data'] }, 'volumes'),
  mutation('named volume respelled', { volumes: ['data:/data:ro'] }, { volumes: [{ type: 'volume', source: 'data', target: '/data', read_only: true }] }, ''),
  mutation('anonymous volume put in', {}, { volumes: ['/cache'] }, 'volumes'),
  mutation('anonymous volume taken out', { volumes: ['/cache'] }, {}, 'volumes'),
  mutation('volume of the image made a named one', { image: 'dressed' }, { image: 'dressed', volumes: ['data:/own'] }, 'volumes'),
  mutation('tmpfs mount put in', {}, { volumes: [{ type: 'tmpfs', target: '/scratch' }] }, 'volumes'),
  ...threeWays('tmpfs', ['/run'], ['/run:size=1m,mode=1777']),
  mutation('tmpfs respelled', { tmpfs: '/run' }, { tmpfs: ['/run'] }, ''),
  mutation('config put in', {}, { configs: ['one'] }, 'configs'),
  mutation('config changed', { configs: [{ source: 'one', target: '/etc/app' }] }, { configs: [{ source: 'two', target: '/etc/app' }] }, 'configs'),
  mutation('target of a config changed', { configs: [{ source: 'one', target: '/etc/app' }] }, { configs: [{ source: 'one', target: '/etc/other' }] }, 'configs volumes'),
  mutation('config taken out', { configs: ['one'] }, {}, 'volumes'),
  mutation('config respelled', { configs: ['one'] }, { configs: [{ source: 'one', target: '/one' }] }, ''),
  mutation('secret put in', {}, { secrets: ['one'] }, 'secrets'),
  mutation('secret changed', { secrets: [{ source: 'one', target: 'key' }] }, { secrets: [{ source: 'two', target: 'key' }] }, 'secrets'),
  mutation('secret respelled', { secrets: [{ source: 'one', target: 'key' }] }, { secrets: [{ source: 'one', target: '/run/secrets/key' }] }, ''),
  mutation('volumes_from put in', {}, { volumes_from: ['untouched'] }, 'volumes_from'),
  mutation('volumes_from taken out', { volumes_from: ['untouched'] }, {}, 'volumes_from'),
];
