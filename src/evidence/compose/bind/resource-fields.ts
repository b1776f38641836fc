import { assignments, listOfFields, optionTexts, shownStruct, struct } from './collections.js';
import { flag, givenFlag, text } from './scalars.js';

export const network = struct({
  name: text,
  driver: text,
  driver_opts: optionTexts,
  ipam: shownStruct({ driver: text, config: listOfFields(struct({ subnet: text, gateway: text, ip_range: text, aux_addresses: assignments })) }),
  external: flag,
  internal: flag,
  attachable: flag,
  labels: assignments,
  enable_ipv4: givenFlag,
  enable_ipv6: givenFlag,
});

export const volume = struct({ name: text, driver: text, driver_opts: optionTexts, external: flag, labels: assignments });

const fileFields = {
  name: text,
  file: text,
  environment: text,
  content: text,
  external: flag,
  labels: assignments,
  driver: text,
  driver_opts: optionTexts,
  template_driver: text,
};

export const config = struct(fileFields);
export const secret = struct(fileFields);
