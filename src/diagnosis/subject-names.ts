import type { Model } from '#model/model.js';
import type { Subject } from '#rules/define-rule.js';

/** The services that a finding about this subject is a finding about. */
export function servicesOf({ kind, name }: Subject, model: Model): readonly string[] {
  switch (kind) {
    case 'service':
      return [name];
    case 'application':
    case 'driver':
      return model.jobs.flatMap(({ application, service }) => (application?.id === name && service !== undefined ? [service.name] : []));
    case 'worker':
      return (model.cluster?.workers ?? []).flatMap(({ id, service }) => (id === name && service !== undefined ? [service.name] : []));
    case 'container':
      return model.services.filter(({ replicas }) => replicas.some((replica) => replica.name === name)).map((service) => service.name);
    default:
      return [];
  }
}

/** Every name by which a person may call this subject. */
export function namesOf(subject: Subject, model: Model): readonly string[] {
  const { kind, name } = subject;
  const application = kind === 'application' ? model.jobs.flatMap((job) => (job.application?.id === name ? [job.application.name] : [])) : [];
  const container = kind === 'worker' ? (model.cluster?.workers ?? []).flatMap(({ id, replica }) => (id === name && replica !== undefined ? [replica.name] : [])) : [];
  return [name, ...servicesOf(subject, model), ...application, ...container, ...(kind === 'cluster' || kind === 'project' ? [kind] : [])];
}
