import type { Model } from '#model/model.js';

import type { Exhibit } from '../define-rule.js';

/** Which images the Spark services run, and what the cluster calls itself. */
export function formatBuild({ services, cluster }: Model): readonly Exhibit[] {
  const images = new Map<string, string[]>();
  for (const { name, role, replicas } of services) {
    const image = replicas[0]?.container.Config.Image;
    if (role !== 'other' && image !== undefined && image !== null) images.set(image, [...(images.get(image) ?? []), name]);
  }
  const version = cluster?.sparkVersion === undefined ? [] : [{ label: `the master is Spark ${cluster.sparkVersion}`, plane: 'deployed' as const }];
  return [...version, ...[...images].map(([image, names]) => ({ label: `${image}: ${names.join(', ')}`, plane: 'deployed' as const }))];
}
