import type { Place } from '#evidence/place.js';
import type { Model } from '#model/model.js';
import type { SparkService } from '#model/spark-service.js';

import type { Examination, Exhibit, Observation } from '../define-rule.js';

/** Where a value of a service is written; failing that, the nearest thing around it that has a place. */
export function placeAt({ facts }: Model, service: string, ...path: readonly string[]): Place | undefined {
  const whole = ['services', service, ...path];
  for (let length = whole.length; length > 1; length -= 1) {
    const place = facts.compose?.provenance[whole.slice(0, length).join('.')]?.place;
    if (place !== undefined) return place;
  }
  return undefined;
}

/** What the file says of a service, and where. */
export function declaredExhibit(model: Model, service: string, path: readonly string[], label: string): Exhibit {
  const place = placeAt(model, service, ...path);
  return { label, plane: 'declared', ...(place === undefined ? {} : { place }) };
}

/** The command's word, or its entrypoint's: lists have a place for each. */
export function wordPath({ compose }: SparkService, word: string): readonly string[] {
  const inCommand = compose?.command?.findIndex((text) => text.includes(word)) ?? -1;
  if (inCommand !== -1) return ['command', String(inCommand)];
  const inEntrypoint = compose?.entrypoint?.findIndex((text) => text.includes(word)) ?? -1;
  return inEntrypoint === -1 ? ['command'] : ['entrypoint', String(inEntrypoint)];
}

/** Where a daemon's setting stands that came from a flag (`-m`) or a variable. */
export const settingPath = (service: SparkService, from: string | undefined): readonly string[] =>
  from === undefined ? [] : from.startsWith('-') ? wordPath(service, from) : ['environment', from];

/** Services of the file that are this to Spark. */
export const servicesDeclared = (model: Model, ...roles: readonly SparkService['role'][]): readonly SparkService[] =>
  model.services.filter(({ compose, declared }) => compose !== undefined && declared !== undefined && (roles.length === 0 || roles.includes(declared.role)));

/** What cannot be told of a subject, in words. */
export interface Unknown {
  readonly unknown: string;
}

/** Judges subjects one by one; each answers what is ill about it, or what cannot be told. */
export function judgeEach<T>(subjects: readonly T[], judge: (subject: T) => readonly (Observation | Unknown)[]): Examination {
  const answers = subjects.flatMap(judge);
  return {
    examined: subjects.length,
    observations: answers.filter((answer): answer is Observation => !('unknown' in answer)),
    unknown: answers.flatMap((answer) => ('unknown' in answer ? [answer.unknown] : [])),
  };
}

export const MOST_NAMED = 5;

/** `a, b, c`, of many the first few and how many more. */
export const namesIn = (services: readonly SparkService[]): string =>
  services.length <= MOST_NAMED ? services.map(({ name }) => name).join(', ') : `${services.slice(0, MOST_NAMED - 1).map(({ name }) => name).join(', ')} and ${String(services.length - MOST_NAMED + 1)} more`;
