import type { Model } from '#model/model.js';
import { formatBuild } from '../parts/builds.js';

import { defineRule, type Exhibit, type Observation } from '../define-rule.js';
import { endedExecutors, lineIn } from '../parts/executor-end.js';
import { gathered, logOf, logsCommand, replicasOf, service } from '../parts/seen.js';

const CLASH = /InvalidClassException: ((?:org\.apache\.spark|scala)\.\S+?); local class incompatible/;

export default defineRule({
  id: 'image/spark-build-mismatch',
  severity: 'critical',
  summary: 'Driver and cluster are of different Spark builds and do not understand each other.',
  why: `
Spark's processes send each other serialised Java objects, which must come from the very same build: release, patch and
Scala line. An image tag that moved, or \`pip install pyspark\` of another patch, is enough.`,
  proof: 'InvalidClassException on a class of org.apache.spark or scala in the log of master, driver or executor; the version that the driver says beside the cluster\'s.',
  lookAlikes: 'The same exception on a class of your own is an application compiled twice. Spark Connect clients may differ. Equal numbers do not prove equal builds.',
  remedy: 'Give driver, master and workers one image, or pin pyspark to the cluster\'s patch release; then recreate what was changed.',
  needs: ['docker'],
  causes: ['drift/image-stale', 'drift/stale-attribute'],
  check: (model) => {
    const placed = replicasOf(model, 'job', 'master', 'worker').filter(({ replica }) => replica.running || replica.container.State.ExitCode !== 0);
    const found = [...placed.flatMap((one) => inLog(one, model)), ...model.jobs.flatMap(({ application, service: own }) => (application === undefined ? [] : inExecutor(application, own?.name, model)))];
    const first = found.filter((seen, at) => found.findIndex(({ subject }) => subject.name === seen.subject.name) === at);
    const read = placed.filter(({ replica }) => logOf(model, replica) !== undefined);
    return {
      examined: read.length,
      observations: [...first, ...(first.length > 0 ? [] : otherVersions(model))],
      unknown: gathered(placed.filter((one) => one.service.role === 'job' && !read.includes(one)).map((one) => one.service.name), (names) => `the log of ${names}: ${logsCommand('SERVICE')}`),
    };
  },
});

function inLog({ service: { name, role }, replica }: ReturnType<typeof replicasOf>[number], model: Model): Observation[] {
  const mark = logOf(model, replica)?.marks['version-clash'];
  const clash = mark?.captures[0];
  if (mark === undefined || clash === undefined || !/^(org\.apache\.spark|scala)\./.test(clash)) return [];
  return [observe(name, role === 'master' ? `refuses a client or worker of another Spark build: ${clash}` : `is of another Spark build than the cluster: ${clash}`, { label: `log of ${replica.name}: ${mark.line.trim().slice(0, 300)}` }, model)];
}

function inExecutor(application: Parameters<typeof endedExecutors>[0], name: string | undefined, model: Model): Observation[] {
  const line = lineIn(endedExecutors(application, model).stderr, CLASH);
  const clash = line === undefined ? undefined : CLASH.exec(line)?.[1];
  return line === undefined || clash === undefined ? [] : [observe(name ?? application.name, `is of another Spark build than its executors: ${clash}`, { label: `executor's stderr: ${line}` }, model)];
}

/** Numbers alone: patch releases may get along, so this is no proof of harm. */
function otherVersions(model: Model): Observation[] {
  const cluster = model.cluster?.sparkVersion;
  return model.jobs.flatMap(({ label, application, service: own }): Observation[] => {
    const version = application?.driver?.sparkVersion;
    if (cluster === undefined || version === undefined || version === cluster) return [];
    const seen = observe(own?.name ?? label, `is Spark ${version}, the cluster ${cluster}`, { label: `its driver says ${version}, the master's page ${cluster}` }, model);
    return [{ ...seen, severity: 'warning', confidence: 'likely' }];
  });
}

function observe(name: string, message: string, exhibit: Exhibit, model: Model): Observation {
  return {
    subject: service(name),
    message,
    exhibits: [exhibit, ...formatBuild(model)],
    remedy: { summary: 'run driver, master and workers from one image, or pin pyspark to the cluster\'s patch release', actions: [] },
    blames: [service(name)],
  };
}
