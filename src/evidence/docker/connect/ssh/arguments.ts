import type { Address } from '../host.js';

export type SshAddress = Extract<Address, { kind: 'ssh' }>;

const CONNECT_SECONDS = 10;

/**
 * The command that docker/cli 29 runs for `ssh://` (cli/connhelper/connhelper.go): the user's own ssh, with its keys,
 * known hosts and configuration. BatchMode is ours: nobody is there to answer a question.
 */
export function sshArguments({ user, host, port, path }: SshAddress): string[] {
  return [
    ...(user === undefined ? [] : ['-l', user]),
    ...(port === undefined ? [] : ['-p', port]),
    '-o',
    `ConnectTimeout=${String(CONNECT_SECONDS)}`,
    '-o',
    'BatchMode=yes',
    '-T',
    '--',
    host,
    path === undefined ? 'docker system dial-stdio' : `docker ${quote(`--host=unix://${path}`)} system dial-stdio`,
  ];
}

/** The command passes through the shell of the other machine. */
const quote = (word: string) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`);
