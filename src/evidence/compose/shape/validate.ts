import { ComposeError } from '../compose-error.js';
import { placeOf } from '../origin.js';
import type { MapNode } from '../tree.js';
import { driverOptions, flagOrText, labels, NAME, textOrTexts, texts } from './common-shapes.js';
import { service } from './service-shape.js';
import { check, dictionary, flag, integer, list, mapping, none, oneOf, text } from './shape.js';

const external = oneOf(flag, text, mapping({ name: text }));
/** Configs and secrets are read more leniently here than networks and volumes. */
const openExternal = oneOf(flag, text, mapping({ name: text }, { open: true }));

const pool = mapping({ subnet: text, ip_range: text, gateway: text, aux_addresses: dictionary(text) });

const network = oneOf(
  mapping({
    name: text,
    driver: text,
    driver_opts: driverOptions,
    ipam: mapping({ driver: text, config: list(pool), options: dictionary(text) }),
    external,
    internal: flagOrText,
    enable_ipv4: flagOrText,
    enable_ipv6: flagOrText,
    attachable: flagOrText,
    labels,
  }),
  none,
);

const volume = oneOf(mapping({ name: text, driver: text, driver_opts: driverOptions, external, labels }), none);

const secret = mapping({
  name: text,
  environment: text,
  file: text,
  external: openExternal,
  labels,
  driver: text,
  driver_opts: driverOptions,
  template_driver: text,
});

const config = mapping({ name: text, content: text, environment: text, file: text, external: openExternal, labels, template_driver: text });

const model = mapping({ name: text, model: text, context_size: integer, runtime_flags: texts }, { required: ['model'] });

const include = oneOf(text, mapping({ path: textOrTexts, env_file: textOrTexts, project_directory: text }, { extensible: false }));

const project = mapping({
  version: text,
  name: text,
  include: list(include),
  services: dictionary(service, { keys: NAME }),
  models: dictionary(model, { keys: NAME, strict: false }),
  networks: dictionary(network, { keys: NAME, strict: false }),
  volumes: dictionary(volume, { keys: NAME }),
  secrets: dictionary(secret, { keys: NAME }),
  configs: dictionary(config, { keys: NAME }),
});

/** Refuses what Compose's schema refuses: unknown keys, wrong types, values out of range. From compose-go v2.9.1, schema/. */
export function validate(root: MapNode): void {
  const complaint = check(project, root, []);
  if (complaint === undefined) return;
  const where = complaint.path.length === 0 ? 'the top level' : complaint.path.join('.');
  throw new ComposeError(`${where}: ${complaint.message}`, { place: placeOf(complaint.node.origin) });
}
