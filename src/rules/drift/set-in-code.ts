import type { FieldDrift } from '#model/drift/drift.js';
import type { Model } from '#model/model.js';
import { isNonEmpty, type NonEmpty } from '#language.js';
import type { SparkService } from '#model/spark-service.js';

import { defineRule, type Exhibit, type Observation } from '../define-rule.js';

export default defineRule({
  id: 'drift/set-in-code',
  severity: 'warning',
  summary: 'A program sets in its code what its container passes with another value.',
  why: `
What a program sets on its SparkConf or on the builder of its session beats the command line, spark-defaults.conf and
the environment. Whoever edits the compose file and even creates the container anew changes nothing: the master is asked
for what the code says.`,
  proof: 'What the container passes (flags, `--conf`, spark-defaults.conf, SPARK_*) beside the driver\'s own configuration (`/environment`) or the application\'s page on the master.',
  lookAlikes: 'An older container passes an older value and its driver obeys: `drift/stale-command`. A value that the container leaves open is the program\'s to set, and no drift.',
  remedy: 'Delete the value from the code, or give the flag the same. No docker command changes it.',
  needs: ['cluster', 'compose', 'docker'],
  check: (model) => {
    const jobs = model.services.filter(({ role, compose, replicas }) => role === 'job' && compose !== undefined && replicas.length > 0);
    const seen = new Set(model.jobs.flatMap(({ application, service }) => (application === undefined || service === undefined ? [] : [service.name])));
    return {
      examined: jobs.filter(({ name }) => seen.has(name)).length,
      observations: jobs.flatMap((service) => observe(service, model)),
      unknown: jobs.filter(({ name, replicas }) => !seen.has(name) && replicas.some(({ running }) => running)).map(({ name }) => `what ${name} asks for: it has no application at the master`),
    };
  },
});

function observe({ name }: SparkService, model: Model): Observation[] {
  const found = (model.drift.get(name)?.drift ?? []).filter(({ kind }) => kind === 'set-in-code');
  if (!isNonEmpty(found)) return [];
  return [
    {
      subject: { kind: 'service', name },
      message: `its code overrides what its container passes: ${found.map(({ declared, deployed }) => `${declared ?? ''} -> ${deployed?.replace(/^\S+ /, '').replace(/, set in code$/, '') ?? ''}`).join(', ')}`,
      exhibits: exhibitsOf(found),
      remedy: { summary: `change the value in the code of ${name}, or the flag; recreating the container changes nothing`, actions: [] },
    },
  ];
}

function exhibitsOf([head, ...others]: NonEmpty<FieldDrift>): NonEmpty<Exhibit> {
  const [first, second] = planes(head);
  return [first, second, ...others.flatMap(planes)];
}

function planes({ declared, deployed, provenance }: FieldDrift): readonly [Exhibit, Exhibit] {
  const place = provenance?.place;
  return [
    { label: `the container passes ${declared ?? ''}`, plane: 'deployed', ...(place === undefined ? {} : { place }) },
    { label: `its driver works with ${deployed ?? ''}`, plane: 'requested' },
  ];
}
