import type { SparkService } from './spark-service.js';

/** Services after those that they depend on, else in the order of the file: the order in which `docker compose up` starts them. */
export function inStartOrder(services: readonly SparkService[]): readonly SparkService[] {
  const byName = new Map(services.map((service) => [service.name, service]));
  const placed = new Set<SparkService>();
  const place = (service: SparkService, above: readonly string[]): void => {
    if (placed.has(service) || above.includes(service.name)) return;
    for (const name of Object.keys(service.compose?.depends_on ?? {})) {
      const needed = byName.get(name);
      if (needed !== undefined) place(needed, [...above, service.name]);
    }
    placed.add(service);
  };
  for (const service of services) place(service, []);
  return [...placed];
}
