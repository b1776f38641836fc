import { dictionary, flag, integer, list, mapping, none, number, oneOf, text } from './shape.js';

/** Names of services, networks, volumes and the like. */
export const NAME = /^[a-zA-Z0-9._-]+$/;

export const flagOrText = oneOf(flag, text);
export const numberOrText = oneOf(number, text);
export const integerOrText = oneOf(integer, text);
export const texts = list(text);
export const uniqueTexts = list(text, { unique: true });
export const textOrTexts = oneOf(text, uniqueTexts);
export const labels = oneOf(dictionary(oneOf(text, number, flag, none)), uniqueTexts);
export const extraHosts = oneOf(dictionary(oneOf(text, texts)), uniqueTexts);
export const driverOptions = dictionary(numberOrText, { strict: false });
export const command = oneOf(none, text, texts);

export const fileMounts = list(oneOf(text, mapping({ source: text, target: text, uid: text, gid: text, mode: numberOrText })));

export const ulimits = dictionary(
  oneOf(integerOrText, mapping({ hard: integerOrText, soft: integerOrText }, { required: ['soft', 'hard'] })),
  { keys: /^[a-z]+$/, strict: false },
);

export const hook = mapping(
  { command, user: text, privileged: flagOrText, working_dir: text, environment: labels },
  { required: ['command'] },
);
