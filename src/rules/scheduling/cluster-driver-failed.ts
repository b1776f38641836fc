import type { MasterDriver } from '#evidence/spark-master/schema.js';
import type { Model } from '#model/model.js';

import { defineRule, type Observation } from '../define-rule.js';
import { driverWords, submitterOf, workerWords } from '../parts/cluster-drivers.js';

const FAILED = new Set(['FAILED', 'ERROR']);
const THROWN = /^(?:Exception in thread \S+ |Error: )(.*)/;
const CAUSE = /^Caused by: (.*)/;
const DOES_ITS_WORK = new Set(['RUNNING', 'FINISHED']);

export default defineRule({
  id: 'scheduling/cluster-driver-failed',
  severity: 'warning',
  summary: 'A driver of cluster mode failed, and none of its class took its place.',
  why: `
In cluster mode spark-submit ends with code 0 once the master has taken the driver; the driver itself runs and fails on
a worker, where \`docker compose logs\` of the submitter shows nothing of it. Without --supervise nobody starts it again.`,
  proof: '`completeddrivers` in the master\'s `/json/` with state FAILED or ERROR.',
  lookAlikes: 'KILLED was asked for. A driver that waits is `scheduling/driver-cannot-be-placed`.',
  remedy: 'Read the driver\'s stderr on its worker (the worker\'s web UI, or work/DRIVER/stderr in its container), mend it, submit again.',
  needs: ['cluster'],
  check: (model) => {
    const { completeddrivers: completed = [], activedrivers: active = [] } = model.cluster?.master.document ?? {};
    const all = [...completed, ...active];
    const failed = completed.filter((driver) => FAILED.has(driver.state) && !all.some((other) => succeeds(other, driver)));
    return { examined: all.length, observations: failed.map((driver) => observe(driver, model)) };
  },
});

function observe({ id, state, worker, mainclass }: MasterDriver, model: Model): Observation {
  const stderr = model.facts['spark-workers']?.driverLogs?.find(({ driverId }) => driverId === id)?.tail;
  const why = reasonIn(stderr);
  const submitter = submitterOf(id, model);
  return {
    subject: { kind: 'driver', name: id },
    message: `${driverWords(id, mainclass, model)} ended ${state} on ${workerWords(worker, model)}${why === undefined ? '' : `: ${why.slice(0, 160)}`}`,
    exhibits: [
      { label: `the master lists ${id} as ${state}`, plane: 'granted' },
      { label: why === undefined ? `its stderr is at the worker: docker compose exec ${workerWords(worker, model)} cat /opt/spark/work/${id}/stderr` : `its stderr: ${why}` },
    ],
    remedy: { summary: `mend what its stderr says, and submit it again${submitter === undefined ? '' : `: ${submitter}`}`, actions: [] },
  };
}

/** The innermost cause of the last exception, as Java prints it. */
function reasonIn(stderr: string | undefined): string | undefined {
  const lines = stderr?.split('\n') ?? [];
  const told = (pattern: RegExp) => lines.flatMap((line) => pattern.exec(line.trim())?.[1] ?? []);
  return told(CAUSE).at(-1) ?? told(THROWN)[0];
}

const succeeds = (other: MasterDriver, { mainclass, starttime }: MasterDriver) => DOES_ITS_WORK.has(other.state) && other.mainclass === mainclass && Number(other.starttime) > Number(starttime);
