import type { Job } from '#model/job.js';

import type { Subject } from '../define-rule.js';

/** The service, where its container holds more cores than its file would let it, or where no file has it any more. */
export function asksLessInTheFile({ service, declaredRequest, application }: Job): readonly Subject[] {
  if (service === undefined || application === undefined) return [];
  const cap = declaredRequest?.coresMax;
  const isLess = cap !== undefined && cap !== 'unlimited' && cap < application.coresGranted;
  return service.compose === undefined || isLess ? [{ kind: 'service', name: service.name }] : [];
}
