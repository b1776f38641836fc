import { escapeHtml, readTables } from '../http/html-table.js';
import { present } from '../present.js';

import type { ApplicationPage } from './schema.js';

/*
 * The master's page of one application, core/.../deploy/master/ui/ApplicationPage.scala; read on 3.3.4, 3.5.3 and
 * 4.3.0. It is HTML for people, so every field stands alone: one that is not there is undefined.
 */
const CORES = /<strong>Cores:<\/strong>\s*(?:(Unlimited)\s*\((\d+)\s+granted\)|(\d+)\s*\((\d+)\s+granted,\s*-?\d+\s+left\))/;
const EXECUTOR_LIMIT = /<strong>Executor Limit:\s*<\/strong>\s*(Unlimited|\d+)\s*\((\d+)\s+granted\)/;
/** "Executor Memory - Default Resource Profile:" since 3.4. */
const EXECUTOR_MEMORY = /<strong>Executor Memory[^:<]*:<\/strong>\s*([\d.]+)\s*([KMGT])i?B/;
const DRIVER_UI = /<a href="([^"]*)">Application Detail UI<\/a>/;
const VERSION = /<span class="version[^<>]*>\s*([\w.+-]+)/;
const MEBIBYTES = new Map([['K', 1 / 1024], ['M', 1], ['G', 1024], ['T', 1024 ** 2]]);

/** undefined when this is not the page of that application: an unknown id gives a page too, and so does any other path. */
export function parseApplicationPage(html: string, appId: string): ApplicationPage | undefined {
  const cores = CORES.exec(html);
  if (cores === null || !html.includes(`<strong>ID:</strong> ${escapeHtml(appId)}<`)) return undefined;
  const [, unlimited, grantedOfUnlimited, max, grantedOfMax] = cores;
  const limit = EXECUTOR_LIMIT.exec(html);
  return {
    appId,
    coresMax: unlimited === undefined ? Number(max) : 'unlimited',
    coresGranted: Number(grantedOfUnlimited ?? grantedOfMax),
    ...present({
      executorLimit: limit?.[1] === undefined ? undefined : limit[1] === 'Unlimited' ? ('unlimited' as const) : Number(limit[1]),
      executorsGranted: limit?.[2] === undefined ? undefined : Number(limit[2]),
      executorMemory: memoryOf(html),
      driverUi: driverUiOf(html),
    }),
    executors: executorsOf(html),
  };
}

/** Every page of every Spark UI carries it beside the logo. */
export const parseSparkVersion = (html: string): string | undefined => VERSION.exec(html)?.[1];

/** "No running application with ID ..." : it ended between the list and the question. */
export const saysGone = (html: string): boolean => html.includes('No running application with ID');

function memoryOf(html: string): number | undefined {
  const [, amount, unit = ''] = EXECUTOR_MEMORY.exec(html) ?? [];
  const factor = MEBIBYTES.get(unit);
  return amount === undefined || factor === undefined ? undefined : Math.round(Number(amount) * factor);
}

/** Behind the reverse proxy the link is `/proxy/<application>` and names no host. */
function driverUiOf(html: string): ApplicationPage['driverUi'] {
  const href = DRIVER_UI.exec(html)?.[1];
  if (href === undefined || !URL.canParse(href)) return undefined;
  const { hostname, port, protocol, pathname } = new URL(href);
  if (hostname === '' || pathname.startsWith('/proxy/')) return undefined;
  return { host: hostname, port: port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port) };
}

function executorsOf(html: string): ApplicationPage['executors'] {
  // The first table is the summary, the second, where there is one, the removed executors.
  return [...readTables(html)].slice(0, 2).flatMap((table, at) =>
    table.flatMap((row) => {
      const [id = '', worker = '', cores, memory, state] = ['ExecutorID', 'Worker', 'Cores', 'Memory', 'State'].map((name) => row.get(name));
      if (id === '' || state === undefined) return [];
      return [{ id, worker, cores: Number(cores ?? 0), memory: Number(memory ?? 0), state, removed: at === 1 }];
    }),
  );
}
