import type { Model } from '#model/model.js';
import type { Action } from '#model/remedy.js';

/** What commands interrupt, in words: "restarts 1 running stream, starts 2 that wait". Undefined: nothing is touched. */
export function effectOf(actions: readonly Action[], model: Model): string | undefined {
  const touched = touchedServices(actions);
  const jobs = model.jobs.filter(({ service }) => service !== undefined && touched.has(service.name));
  const running = jobs.filter(({ application }) => application !== undefined && application.state !== 'WAITING').length;
  const waiting = jobs.filter(({ application }) => application?.state === 'WAITING').length;
  const down = jobs.length - running - waiting;
  const services = model.services.filter(({ name }) => touched.has(name));
  const workers = services.filter(({ role, replicas }) => role === 'worker' && replicas.some((replica) => replica.running));
  const lost = new Set((model.cluster?.workers ?? []).filter(({ replica }) => workers.some(({ replicas }) => replica !== undefined && replicas.includes(replica))).map(({ id }) => id));
  const onWorkers = (model.cluster?.queue ?? []).filter(({ executors }) => executors?.some(({ workerId }) => lost.has(workerId))).length;
  const others = services.filter(({ role, replicas }) => (role === 'other' || role === 'master') && replicas.some((replica) => replica.running)).length;
  const parts = [
    running > 0 ? `interrupts ${count(running, 'running job')}` : '',
    waiting > 0 ? `restarts ${count(waiting, 'job')} that ${waiting === 1 ? 'waits' : 'wait'}` : '',
    down > 0 ? `starts ${count(down, 'job')}` : '',
    workers.length > 0 ? `restarts ${count(workers.length, 'worker')}${onWorkers > 0 ? `: ${count(onWorkers, 'application')} ${onWorkers === 1 ? 'loses its' : 'lose their'} executors there` : ''}` : '',
    others > 0 ? `restarts ${count(others, 'other service')}` : '',
  ].filter((part) => part !== '');
  return parts.length === 0 ? undefined : parts.join(', ');
}

export function touchedServices(actions: readonly Action[]): ReadonlySet<string> {
  return new Set(actions.flatMap((action) => (action.kind === 'up' || action.kind === 'restart' ? [action.service] : [])));
}

const count = (amount: number, noun: string) => `${String(amount)} ${noun}${amount === 1 ? '' : 's'}`;
