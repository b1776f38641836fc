import type { ServiceDrift } from './drift/drift.js';
import type { Action } from './remedy.js';

/** The least that brings a service in step with its file. */
export function remedyActions({ service, remedy }: ServiceDrift): readonly Action[] {
  switch (remedy?.kind) {
    case undefined:
      return [];
    case 'up':
      return [{ kind: 'up', service }];
    case 'up-force-recreate':
      return [{ kind: 'up', service, flags: ['--force-recreate'] }];
    case 'up-build':
      return [{ kind: 'up', service, flags: ['--build'] }];
    case 'replace':
      return [...remedy.containers.map((container) => ({ kind: 'remove' as const, container })), { kind: 'up', service }];
    case 'restart':
      return [{ kind: 'restart', service }];
    case 'unpause':
      return [{ kind: 'unpause', service }];
    case 'remove-orphans':
      return [{ kind: 'remove-orphans' }];
  }
}

export function remedySummary({ remedy, service }: ServiceDrift): string {
  switch (remedy?.kind) {
    case undefined:
      return 'bring the file and the container to the same value';
    case 'replace':
      return `remove ${remedy.containers.join(', ')}, which Compose did not make and would run into, and let it make its own`;
    case 'up':
      return `recreate ${service} from the file; a restart would keep the old container`;
    case 'up-force-recreate':
      return `recreate ${service} although Compose sees no change`;
    case 'up-build':
      return `build the image of ${service} and recreate it`;
    case 'restart':
      return `restart ${service}: the file it reads at start has changed`;
    case 'unpause':
      return `unpause ${service}`;
    case 'remove-orphans':
      return 'remove containers of services that the file no longer has';
  }
}
