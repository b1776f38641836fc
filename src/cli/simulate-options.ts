import { Option } from 'commander';

import { answering, type Describe } from './command-options.js';
import { UserError } from './errors.js';
import { collect } from './project-options.js';
import { settle } from './settings/settle.js';
import type { SimulateFlags } from './simulate-command.js';

export const describeSimulate: Describe = (simulate, io, end) => {
  answering(simulate.description("Play a cluster with the rules of Spark's own master: who gets what, where, why somebody waits, and what a change would do."))
    .option('--set <service.setting=value>', 'try another cores-max, executor-cores, executor-memory of a job, cores, memory of a worker, repeatable', collect, [])
    .option('--scale <service=count>', 'try another number of replicas, repeatable', collect, [])
    .option('--add-worker <size>', 'try one more worker, such as 4c8g, or 2x4c8g for two, repeatable', collect, [])
    .option('--recommend', 'sizes with which all run and the wanted headroom stays')
    .addOption(new Option('--headroom <share>', 'share of cores to stay free, such as 30%').argParser(share))
    .option('--offline', 'the cluster that the compose files declare; no Docker')
    .option('--from <snapshot>', 'the cluster of a saved snapshot')
    .option('--cluster <file>', 'scenario to play, one JSON object or one a line; - reads standard input')
    .addOption(new Option('--format <format>', 'output format').choices(['text', 'json', 'markdown']).default('text'))
    .action(async () => {
      const [{ simulate: run }, flags] = await Promise.all([import('./simulate-command.js'), settle<SimulateFlags>(simulate, io)]);
      end(await run(flags, io));
    });
};

function share(text: string): number {
  const [, number, percent] = /^\s*(\d+(?:\.\d+)?)\s*(%?)\s*$/.exec(text) ?? [];
  const value = Number(number) / (percent === '%' ? 100 : 1);
  if (!(value >= 0 && value < 1)) throw new UserError(`--headroom takes a share such as 0.3 or 30%, not "${text}"`);
  return value;
}
