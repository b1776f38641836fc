import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';

import { chooseEndpoint } from '#evidence/docker/connect/endpoint.js';

const id = (name: string) => createHash('sha256').update(name).digest('hex');
const meta = (host: string, more = {}) => JSON.stringify({ Name: 'any', Endpoints: { docker: { Host: host, ...more } } });

const FILES: Readonly<Record<string, string>> = {
  '/home/.docker/config.json': JSON.stringify({ currentContext: 'current', HttpHeaders: { 'X-Proxy': 'yes' } }),
  [`/home/.docker/contexts/meta/${id('current')}/meta.json`]: meta('tcp://current:1'),
  [`/home/.docker/contexts/meta/${id('other')}/meta.json`]: meta('tcp://other:1', { SkipTLSVerify: true }),
  [`/home/.docker/contexts/meta/${id('far')}/meta.json`]: meta('ssh://far'),
  [`/home/.docker/contexts/meta/${id('empty')}/meta.json`]: '{}',
  [`/home/.docker/contexts/tls/${id('current')}/docker/ca.pem`]: 'CA',
  '/certs/ca.pem': 'CA2',
  '/certs/cert.pem': 'CERT',
  '/certs/key.pem': 'KEY',
  '/elsewhere/config.json': '{}',
};

function choose(given: { host?: string; context?: string; env?: Record<string, string> }) {
  const readFile = (path: string) => {
    const text = FILES[path];
    if (text === undefined) throw Object.assign(new Error(`ENOENT: ${path}`), { code: 'ENOENT' });
    return text;
  };
  return chooseEndpoint({ env: {}, home: '/home', readFile, ...given });
}

describe('which engine is asked', () => {
  it.each([
    ['-c before everything', { context: 'other', env: { DOCKER_HOST: 'tcp://env:1', DOCKER_CONTEXT: 'far' } }, 'tcp://other:1'],
    ['-H before the environment', { host: 'tcp://flag:1', env: { DOCKER_HOST: 'tcp://env:1' } }, 'tcp://flag:1'],
    ['-H even where DOCKER_HOST makes no sense', { host: 'tcp://flag:1', env: { DOCKER_HOST: 'nonsense://' } }, 'tcp://flag:1'],
    ['DOCKER_HOST before DOCKER_CONTEXT', { env: { DOCKER_HOST: 'tcp://env:1', DOCKER_CONTEXT: 'other' } }, 'tcp://env:1'],
    ['DOCKER_CONTEXT before the current context', { env: { DOCKER_CONTEXT: 'far' } }, 'ssh://far'],
    ['the current context before the default socket', {}, 'tcp://current:1'],
    ['an empty variable as if unset', { env: { DOCKER_HOST: '', DOCKER_CONTEXT: '' } }, 'tcp://current:1'],
    ['the context "default" as none', { context: 'default', env: { DOCKER_HOST: 'tcp://env:1' } }, 'tcp://env:1'],
    ['DOCKER_CONFIG as the folder of Docker', { env: { DOCKER_CONFIG: '/elsewhere' } }, 'unix:///var/run/docker.sock'],
  ])('takes %s', (_, given, target) => {
    expect(choose(given).target).toBe(target);
  });

  it('refuses -H together with -c, an unknown context, and a context without an engine', () => {
    expect(() => choose({ host: 'tcp://a:1', context: 'other' })).toThrow('exclude each other');
    expect(() => choose({ context: 'nobody' })).toThrow('there is no Docker context "nobody"');
    expect(() => choose({ env: { DOCKER_CONTEXT: 'empty' } })).toThrow('names no engine');
  });

  it('takes the TLS files of a context, and leaves the check out where the context says so', () => {
    expect(choose({}).tls).toEqual({ ca: 'CA', verify: true });
    expect(choose({ context: 'other' }).tls).toEqual({ verify: false });
  });

  it('takes DOCKER_TLS_VERIFY with any value, and its files from DOCKER_CERT_PATH', () => {
    const env = { DOCKER_HOST: 'tcp://env:2376', DOCKER_CERT_PATH: '/certs' };

    expect(choose({ env: { ...env, DOCKER_TLS_VERIFY: '0' } }).tls).toEqual({ ca: 'CA2', cert: 'CERT', key: 'KEY', verify: true });
    expect(choose({ env: { ...env, DOCKER_TLS: '1' } }).tls?.verify).toBe(false);
    expect(choose({ env }).tls).toBeUndefined();
    expect(() => choose({ env: { DOCKER_HOST: 'tcp://env', DOCKER_TLS_VERIFY: '1' } })).toThrow('/home/.docker/ca.pem');
  });

  it('has no TLS on a socket, whatever the variables say', () => {
    expect(choose({ env: { DOCKER_HOST: 'unix:///s', DOCKER_TLS_VERIFY: '1' } }).tls).toBeUndefined();
  });

  it('keeps the headers that Docker is configured to send', () => {
    expect(choose({}).headers).toEqual({ 'X-Proxy': 'yes' });
  });
});
