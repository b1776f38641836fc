import * as z from 'zod/mini';

import { severity, plane, text, texts, maybeText, maybeNumber, maybePlace, amounts, range, subject } from './words.js';

export const finding = z.object({
  rule: text,
  severity,
  subject,
  message: text,
  explainedBy: z.nullable(z.object({ rule: text, subject })),
  exhibits: z.array(z.object({ label: text, plane: z.nullable(plane), place: maybePlace })),
  remedy: z.object({ summary: text, commands: texts, effect: maybeText }),
  fingerprint: text,
  confidence: z.enum(['seen', 'likely']),
});

export const suppressed = z.object({
  finding,
  by: z.enum(['comment', 'configuration', 'baseline']),
  reason: maybeText,
  place: maybePlace,
});

const prediction = z.object({
  cores: amounts,
  headroom: maybeNumber,
  applications: z.array(
    z.object({ service: maybeText, name: text, state: z.enum(['RUNNING', 'WAITING']), cores: z.number(), coresRange: range }),
  ),
  range: z.object({ coresUsed: range, running: range }),
  dependsOn: texts,
});

export const fix = z.object({
  commands: texts,
  effect: text,
  prediction: z.nullable(prediction),
  alternative: z.nullable(z.object({ commands: texts, effect: text, price: text, prediction })),
});

export const blindSpot = z.object({
  source: text,
  subject: maybeText,
  reason: text,
  remedy: maybeText,
  required: z.boolean(),
});

export const ruleVerdict = z.object({
  rule: text,
  verdict: z.enum(['healthy', 'ill', 'unknown', 'not-applicable', 'crashed']),
  examined: z.number(),
  detail: maybeText,
});

export const rule = z.object({ id: text, severity, summary: text, why: text, remedy: text, helpUri: maybeText });
