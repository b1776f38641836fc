import * as z from 'zod/mini';

import { text, texts, maybeText, maybeNumber, maybePlace, amounts } from './words.js';

const executor = z.object({ application: text, job: text, cores: maybeNumber, memoryBytes: maybeNumber });

const workerTrace = z.object({
  setting: text,
  plane: z.enum(['declared', 'deployed', 'advertised', 'granted']),
  value: text,
  place: maybePlace,
  via: texts,
});

const worker = z.object({
  id: text,
  service: maybeText,
  container: maybeText,
  state: text,
  cores: amounts,
  memoryBytes: amounts,
  executors: z.array(executor),
  provenance: z.array(workerTrace),
});

export const cluster = z.object({
  masters: z.array(z.object({ url: text, status: text, ui: text, service: maybeText })),
  sparkVersion: maybeText,
  cores: amounts,
  memoryBytes: amounts,
  headroom: maybeNumber,
  workers: z.array(worker),
  seen: z.boolean(),
});
