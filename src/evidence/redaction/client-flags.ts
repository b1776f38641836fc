import type { Mark } from './mark.js';

/** Clients that take a password behind a flag whose name does not say so. `attached`: `-pSECRET`; `account`: `user:SECRET`. */
const CLIENTS: Readonly<Record<string, { readonly flags: readonly string[]; readonly form: 'attached' | 'separate' | 'account' }>> = {
  mysql: { flags: ['-p'], form: 'attached' },
  mysqladmin: { flags: ['-p'], form: 'attached' },
  mysqldump: { flags: ['-p'], form: 'attached' },
  mariadb: { flags: ['-p'], form: 'attached' },
  'mariadb-admin': { flags: ['-p'], form: 'attached' },
  'mariadb-dump': { flags: ['-p'], form: 'attached' },
  sshpass: { flags: ['-p'], form: 'separate' },
  mongo: { flags: ['-p'], form: 'separate' },
  mongosh: { flags: ['-p'], form: 'separate' },
  cqlsh: { flags: ['-p'], form: 'separate' },
  beeline: { flags: ['-p'], form: 'separate' },
  'redis-cli': { flags: ['-a'], form: 'separate' },
  ldapsearch: { flags: ['-w'], form: 'separate' },
  sqlcmd: { flags: ['-P'], form: 'separate' },
  curl: { flags: ['-u', '--user', '-U', '--proxy-user'], form: 'account' },
};
const CLIENT = new RegExp(`(?:^|[^\\w-])(?:${Object.keys(CLIENTS).join('|')})(?![\\w-])`);

export const namesAClient = (text: string): boolean => CLIENT.test(text);

/** Marks the passwords among the words of a command line; words of white space are passed over. */
export function redactCommand(words: readonly string[], mark: Mark): string[] {
  let client: (typeof CLIENTS)[string] | undefined;
  let flag: string | undefined;
  return words.map((word) => {
    if (/^\s*$/.test(word)) return word;
    const before = flag;
    flag = undefined;
    if (client !== undefined && before !== undefined) return client.form === 'account' ? account(word, mark) : mark(word);
    const named = clientOf(word);
    if (named !== undefined) client = named;
    else if (/^[|&;]+$|;$/.test(word)) client = undefined;
    else if (client !== undefined) {
      if (client.flags.includes(word)) flag = client.form === 'attached' ? undefined : word;
      else return attached(word, client, mark);
    }
    return word;
  });
}

function clientOf(word: string) {
  const name = word.replace(/^[^\w/]*(?:[^\s/]*\/)*/, '').replace(/[^\w-]+$/, '');
  return Object.hasOwn(CLIENTS, name) ? CLIENTS[name] : undefined;
}

/** `-pSECRET`, `--user=a:b`. */
function attached(word: string, { flags, form }: (typeof CLIENTS)[string], mark: Mark): string {
  const flag = flags.find((name) => word.startsWith(name) && word.length > name.length && (name.startsWith('--') ? word.startsWith(`${name}=`) : !word.startsWith('--')));
  if (flag === undefined) return word;
  const sign = flag.startsWith('--') ? '=' : '';
  const secret = word.slice(flag.length + sign.length);
  return `${flag}${sign}${form === 'account' ? account(secret, mark) : mark(secret)}`;
}

function account(word: string, mark: Mark): string {
  const at = word.indexOf(':');
  return at === -1 ? word : `${word.slice(0, at + 1)}${mark(word.slice(at + 1))}`;
}
