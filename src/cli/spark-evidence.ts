import type { SensorContext } from '#evidence/sensor-context.js';
import type { EvidenceBySource } from '#evidence/snapshot.js';

import { optionalSources } from './optional-sources.js';

/** Masters, then what hangs on them; whatever answers late is cut and named. */
export async function sparkEvidence(context: SensorContext, earlier: EvidenceBySource, patient: boolean): Promise<EvidenceBySource> {
  const { observeSparkMaster } = await import('#evidence/spark-master/sensor.js');
  const master = observeSparkMaster(context, earlier);
  const optional = optionalSources(context, earlier, master, patient);
  const seen = { ...earlier, 'spark-master': await master };
  return { ...seen, ...(await optional) };
}
