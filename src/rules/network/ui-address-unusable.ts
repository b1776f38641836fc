import type { Worker } from '#model/cluster.js';

import { defineRule } from '../define-rule.js';

export default defineRule({
  id: 'network/ui-address-unusable',
  severity: 'info',
  summary: 'The master\'s page links workers by addresses that only containers reach, though their pages are published.',
  why: `
A worker tells the master its own address and port for the link on the master's page. Inside Docker that is a container's
address; the port published on the host is another, and Spark does not know of it.`,
  proof: '`webuiaddress` in the master\'s `/json/` beside the published ports of the worker\'s container.',
  lookAlikes: 'Links are good for whoever is inside the network. A worker whose page is not published is not meant to be opened.',
  remedy: 'Open the published port, set SPARK_PUBLIC_DNS=localhost and publish the same port number, or turn on spark.ui.reverseProxy on master and workers.',
  needs: ['cluster', 'docker'],
  check: ({ cluster }) => {
    const workers = cluster?.alive ?? [];
    const proxied = cluster?.master.document.workers.every(({ webuiaddress }) => webuiaddress.includes('/proxy/')) === true;
    const linked = new Map(cluster?.master.document.workers.map(({ id, webuiaddress }) => [id, webuiaddress]));
    const wrong = proxied ? [] : workers.flatMap((worker) => published(worker, linked.get(worker.id) ?? ''));
    const [first] = wrong;
    if (cluster === undefined || first === undefined) return { examined: workers.length, observations: [] };
    return {
      examined: workers.length,
      observations: [
        {
          subject: { kind: 'cluster', name: cluster.master.document.url },
          message: `the links to workers on the master's page are in-network addresses: ${first.link} is open at http://localhost:${first.port}`,
          exhibits: [{ label: wrong.map(({ link, port }) => `${link} is published as ${port}`).join(', '), plane: 'granted' }],
          remedy: { summary: `open http://localhost:${first.port}, or set SPARK_PUBLIC_DNS or spark.ui.reverseProxy`, actions: [] },
        },
      ],
    };
  },
});

function published({ replica, host }: Worker, link: string): readonly { readonly link: string; readonly port: string }[] {
  const [, name = '', inside = ''] = /^https?:\/\/(.+):(\d+)$/.exec(link) ?? [];
  const bound = replica?.container.NetworkSettings.Ports?.[`${inside}/tcp`]?.[0]?.HostPort;
  return bound === undefined || bound === null || name !== host ? [] : [{ link, port: bound }];
}
