import type { Model } from '#model/model.js';

import { defineRule, type Observation } from '../define-rule.js';
import { formatBuild } from '../parts/builds.js';
import { endedExecutors } from '../parts/executor-end.js';
import { gathered, logOf, logsCommand, replicasOf, service } from '../parts/seen.js';

const CLASH = /Python in worker has different version (\S+) than that in driver ([\d.]+)|PYTHON_VERSION_MISMATCH/;

export default defineRule({
  id: 'image/python-minor-mismatch',
  severity: 'warning',
  summary: 'The driver\'s Python is another minor version than the workers\'.',
  why: `
PySpark ships code as pickled bytecode, which only the same minor version reads. The interpreter is looked up on the
worker (\`PYSPARK_PYTHON\`), so a notebook image with another Python, or a tag that moved, breaks every Python task.`,
  proof: 'PYTHON_VERSION_MISMATCH or "Python in worker has different version" in the driver\'s or an executor\'s log.',
  lookAlikes: 'Jobs of JVM or SQL alone never notice. A crash of the Python worker is memory: `memory/executor-sigkilled`.',
  remedy: 'Build driver and workers from one image, or set PYSPARK_PYTHON to an interpreter of the same minor version that exists on the workers.',
  needs: ['docker'],
  causes: ['drift/image-stale', 'drift/stale-attribute'],
  check: (model) => {
    const drivers = replicasOf(model, 'job');
    const read = drivers.filter(({ replica }) => logOf(model, replica) !== undefined);
    const inLogs = read.flatMap(({ service: { name }, replica }) => {
      const mark = logOf(model, replica)?.marks['python-clash'];
      return mark === undefined ? [] : [observe(name, mark.captures, mark.line, model)];
    });
    const inExecutors = model.jobs.flatMap(({ application, service: own, label }) => {
      const stderr = application === undefined ? undefined : endedExecutors(application, model).stderr;
      const found = stderr === undefined ? null : CLASH.exec(stderr);
      return found === null || inLogs.some(({ subject }) => subject.name === own?.name) ? [] : [observe(own?.name ?? label, found.slice(1), found[0], model)];
    });
    return {
      examined: read.length,
      observations: [...inLogs, ...inExecutors],
      unknown: gathered(drivers.filter((one) => !read.includes(one)).map((one) => one.service.name), (names) => `the log of ${names}: ${logsCommand('SERVICE')}`),
    };
  },
});

function observe(name: string, [worker, driver]: readonly (string | undefined)[], line: string, model: Model): Observation {
  const versions = worker === undefined || driver === undefined ? 'another Python minor version than its workers' : `Python ${driver} in the driver and ${worker.replace(/[^\d.]/g, '')} on the workers`;
  return {
    subject: service(name),
    message: `has ${versions}: every Python task fails`,
    exhibits: [{ label: `log: ${line.trim().slice(0, 300)}` }, ...formatBuild(model)],
    remedy: { summary: `give ${name} and the workers one image, or PYSPARK_PYTHON of the same minor version`, actions: [] },
    blames: [service(name)],
  };
}
