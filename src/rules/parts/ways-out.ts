import type { WayOut } from '#model/scheduler/way-out.js';

/** The first way of the job and the first of the cluster: "give a spark.executor.cores=1 instead of 2: ...; or add a worker of ...". */
export function waysOutInWords(ways: readonly WayOut[], otherwise: string): string {
  const ofJob = ways.find(({ changes }) => changes === 'job');
  const ofCluster = ways.find(({ changes }) => changes === 'cluster');
  const said = [ofJob, ofCluster].flatMap((way) => (way === undefined ? [] : [way.sentence.replace(/: ([^:]*)$/, ' ($1)')]));
  return said.length === 0 ? otherwise : said.join('; or ');
}
