import { annotations } from './attributes/annotations.js';
import { blockIo } from './attributes/block-io.js';
import { command } from './attributes/command.js';
import { cpu } from './attributes/cpu.js';
import { devices } from './attributes/devices.js';
import { entrypoint } from './attributes/entrypoint.js';
import { environment } from './attributes/environment.js';
import { healthcheck } from './attributes/healthcheck.js';
import { identity } from './attributes/identity.js';
import { image } from './attributes/image.js';
import { kernel } from './attributes/kernel.js';
import { labels } from './attributes/labels.js';
import { links } from './attributes/links.js';
import { logging } from './attributes/logging.js';
import { memory } from './attributes/memory.js';
import { mounts } from './attributes/mounts.js';
import { names } from './attributes/names.js';
import { namespaces } from './attributes/namespaces.js';
import { networks } from './attributes/networks.js';
import { ports } from './attributes/ports.js';
import { processAttributes } from './attributes/process.js';
import { restart } from './attributes/restart.js';
import { security } from './attributes/security.js';
import { sizes } from './attributes/sizes.js';
import { stopGracePeriod } from './attributes/stop-grace-period.js';
import { tmpfs } from './attributes/tmpfs.js';
import type { Attribute } from './pair.js';

/** Every family of attributes that Compose turns into a container. */
export const ATTRIBUTES: readonly Attribute[] = [
  image,
  command,
  entrypoint,
  environment,
  processAttributes,
  memory,
  cpu,
  sizes,
  restart,
  healthcheck,
  ports,
  mounts,
  tmpfs,
  networks,
  namespaces,
  links,
  names,
  identity,
  labels,
  annotations,
  security,
  devices,
  blockIo,
  kernel,
  logging,
  stopGracePeriod,
];
