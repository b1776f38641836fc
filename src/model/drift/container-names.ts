import type { ComposeService } from '#evidence/compose/schema.js';

/** The names Compose gives: `container_name`, else project, service and number, with `_` in version 1 and under `--compatibility`. */
export function containerNames(service: string, declared: ComposeService, project: string, number: string): readonly string[] {
  if (declared.container_name !== undefined && declared.container_name !== '') return [declared.container_name];
  return ['-', '_'].map((sign) => [project, service, number].join(sign));
}

export const nameOf = (container: { readonly Name: string }): string => container.Name.replace(/^\//, '');
