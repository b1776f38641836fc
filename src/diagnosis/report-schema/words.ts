import * as z from 'zod/mini';

export const severity = z.enum(['critical', 'warning', 'info']);
export const plane = z.enum(['declared', 'deployed', 'requested', 'granted']);
export const text = z.string();
export const texts = z.array(text);
export const maybeText = z.nullable(text);
export const maybeNumber = z.nullable(z.number());
export const place = z.object({ file: text, line: z.number(), column: z.number() });
export const maybePlace = z.nullable(place);
export const amounts = z.object({ total: z.number(), used: z.number(), free: z.number() });
export const range = z.object({ least: z.number(), most: z.number() });

export const subject = z.object({
  kind: z.enum(['service', 'container', 'application', 'worker', 'master', 'driver', 'file', 'cluster', 'project']),
  name: text,
});
