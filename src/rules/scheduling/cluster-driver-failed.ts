import type { MasterDriver } from '#evidence/spark-master/schema.js';

import { defineRule } from '../define-rule.js';

const FAILED = new Set(['FAILED', 'ERROR']);
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
  check: ({ cluster }) => {
    const { completeddrivers: completed = [], activedrivers: active = [] } = cluster?.master.document ?? {};
    const all = [...completed, ...active];
    const failed = completed.filter((driver) => FAILED.has(driver.state) && !all.some((other) => succeeds(other, driver)));
    return {
      examined: all.length,
      observations: failed.map(({ id, state, worker, mainclass }) => ({
        subject: { kind: 'driver' as const, name: id },
        message: `${id} (${mainclass ?? 'unknown class'}) ended ${state} on ${worker ?? 'an unknown worker'}`,
        exhibits: [{ label: `the master lists ${id} as ${state}`, plane: 'granted' as const }],
        remedy: { summary: `read the stderr of ${id} on its worker, and submit it again`, actions: [] },
      })),
    };
  },
});

const succeeds = (other: MasterDriver, { mainclass, starttime }: MasterDriver) => DOES_ITS_WORK.has(other.state) && other.mainclass === mainclass && Number(other.starttime) > Number(starttime);
