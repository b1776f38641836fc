import type { SensorContext } from '#evidence/sensor-context.js';
import type { EvidenceBySource } from '#evidence/snapshot.js';

import { readOptional, type Patience } from './read-optional.js';
import { turns } from './turns.js';

/** Masters, then what hangs on them; whatever answers late is cut and named. */
export async function sparkEvidence(context: SensorContext, earlier: EvidenceBySource, patience: Patience): Promise<EvidenceBySource> {
  const { observeSparkMaster } = await import('#evidence/spark-master/sensor.js');
  const withMaster = observeSparkMaster(context, earlier).then((master): EvidenceBySource => ({ ...earlier, 'spark-master': master }));
  const optional = readOptional(context, earlier, withMaster, patience);
  // Judging and telling are loaded while the others have the word.
  await turns(2);
  await Promise.all([import('./examine.js'), import('#reporters/text.js')]);
  return { ...(await withMaster), ...(await optional) };
}
