import { describe, expect, it } from 'vitest';

import { EngineAddressError } from '#evidence/docker/engine-error.js';
import { formatAddress, parseHost } from '#evidence/docker/connect/host.js';

describe('a Docker host', () => {
  it.each([
    ['', { kind: 'socket', path: '/var/run/docker.sock' }],
    ['unix://', { kind: 'socket', path: '/var/run/docker.sock' }],
    [' unix:///run/user/1000/docker.sock ', { kind: 'socket', path: '/run/user/1000/docker.sock' }],
    ['npipe://', { kind: 'socket', path: '//./pipe/docker_engine' }],
    ['tcp://', { kind: 'tcp', host: 'localhost', port: 2375, prefix: '' }],
    ['tcp://10.0.0.5:2376', { kind: 'tcp', host: '10.0.0.5', port: 2376, prefix: '' }],
    ['tcp://engine.example', { kind: 'tcp', host: 'engine.example', port: 2375, prefix: '' }],
    ['tcp://:4243', { kind: 'tcp', host: 'localhost', port: 4243, prefix: '' }],
    ['tcp://[::1]:2375/docker/', { kind: 'tcp', host: '::1', port: 2375, prefix: '/docker' }],
    ['engine.example:2375', { kind: 'tcp', host: 'engine.example', port: 2375, prefix: '' }],
    ['ssh://me@engine.example', { kind: 'ssh', user: 'me', host: 'engine.example' }],
    ['ssh://engine.example:2222/run/docker.sock', { kind: 'ssh', host: 'engine.example', port: '2222', path: '/run/docker.sock' }],
  ])('reads %j', (text, address) => {
    expect(parseHost(text)).toEqual(address);
  });

  it('without a name is the TLS port of this machine when TLS is asked for', () => {
    expect(parseHost('', true)).toEqual({ kind: 'tcp', host: 'localhost', port: 2376, prefix: '' });
  });

  it.each(['http://x', 'nonsense://x', 'tcp://host:port', 'tcp://host:70000', 'tcp://ho st:1', 'unix://tcp://x', 'ssh://', 'ssh://-oProxyCommand=x', 'ssh://h?x=1', 'fd://'])(
    'that makes no sense (%s) is the user’s mistake',
    (text) => {
      expect(() => parseHost(text)).toThrow(EngineAddressError);
    },
  );

  it('with a password is refused without repeating the password', () => {
    for (const text of ['ssh://me:hunter2@h', 'https://me:hunter2@h', 'tcp://me:hunter2@h:1'])
      expect(() => parseHost(text)).toThrow(expect.not.objectContaining({ message: expect.stringContaining('hunter2') as string }));
  });

  it('is named as people write it', () => {
    for (const text of ['unix:///var/run/docker.sock', 'tcp://[::1]:2375', 'ssh://me@h:22']) expect(formatAddress(parseHost(text))).toBe(text);
  });
});
