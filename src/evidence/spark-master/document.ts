import type { HttpAnswer } from '../http.js';
import { parseJson } from '../http/json-answer.js';

import { masterDocumentSchema, type MasterDocument } from './schema.js';

/** What an address said when it was asked for a master's document. */
export type MasterAnswer = { readonly kind: 'document'; readonly document: MasterDocument } | { readonly kind: 'failed'; readonly detail: string };

/** Any path of any Spark UI answers 200 with a page: only the parsed document makes a master. */
export function readMasterDocument(answer: HttpAnswer): MasterAnswer {
  const json = parseJson(answer);
  if (json.kind === 'failed') return json;
  const parsed = masterDocumentSchema.safeParse(json.value);
  if (parsed.success) return { kind: 'document', document: parsed.data };
  return { kind: 'failed', detail: isWorkers(json.value) ? 'is a worker, not a master' : 'answers with JSON, but not with that of a Spark master' };
}

const isWorkers = (value: unknown) => typeof value === 'object' && value !== null && 'masterurl' in value;
