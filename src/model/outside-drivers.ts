import type { Application } from './application.js';
import type { ContainerView } from './container-view.js';
import { driverProcesses, type DriverProcess } from './driver-process.js';
import type { DriverPlace } from './join.js';

/** A driver's process and the container that `top` showed it in. */
export interface PlacedProcess {
  readonly view: ContainerView;
  readonly process: DriverProcess;
}

export interface ProcessJoin {
  /** By application id: the process that is its driver. */
  readonly ofApplications: ReadonlyMap<string, DriverProcess>;
  /** By container id: the process that its service's own job runs as. */
  readonly ofServices: ReadonlyMap<string, DriverProcess>;
  /** Drivers that no live application was tied to: not registered yet, forgotten by a restarted master, or `local[*]`. */
  readonly left: readonly PlacedProcess[];
}

/**
 * Ties driver processes to applications, container by container: the service's own job by who started it, those that
 * came from outside in the order in which they began, and only where there are as many of one as of the other, or a
 * name that each bears alone.
 */
export function joinProcesses(containers: ReadonlyMap<string, ContainerView>, queue: readonly Application[], places: ReadonlyMap<string, DriverPlace>): ProcessJoin {
  const ofApplications = new Map<string, DriverProcess>();
  const ofServices = new Map<string, DriverProcess>();
  const left: PlacedProcess[] = [];
  for (const view of containers.values()) {
    const all = driverProcesses(view) ?? [];
    const own = view.replica?.deployed.role === 'job' ? ownProcess(all) : undefined;
    const others = all.filter((process) => process !== own);
    const here = queue.filter(({ id }) => places.get(id)?.container.Id === view.container.Id);
    const inner = here.find(({ id }) => places.get(id)?.service !== undefined);
    if (own !== undefined) ofServices.set(view.container.Id, own);
    if (own !== undefined && inner !== undefined) ofApplications.set(inner.id, own);
    const pairs = pair(here.filter((application) => application !== inner), others);
    for (const [id, process] of pairs) ofApplications.set(id, process);
    // Other projects have clusters of their own, and masters of the same name.
    if (!view.isNeighbour) left.push(...others.filter((process) => ![...pairs.values()].includes(process)).map((process) => ({ view, process })));
  }
  return { ofApplications, ofServices, left };
}

function ownProcess(processes: readonly DriverProcess[]): DriverProcess | undefined {
  const started = processes.filter((process) => process.startedBy === 'container');
  if (started.length > 0) return started[0];
  return processes.length === 1 && processes[0]?.startedBy === undefined ? processes[0] : undefined;
}

function pair(applications: readonly Application[], processes: readonly DriverProcess[]): ReadonlyMap<string, DriverProcess> {
  // A driver with master `local` registers nowhere.
  const remote = processes.filter((process) => !isLocal(process));
  if (applications.length === remote.length) return new Map(applications.flatMap(({ id }, at) => (remote[at] === undefined ? [] : [[id, remote[at]] as const])));
  const named = applications.flatMap(({ id, name }) => {
    const bearers = remote.filter((process) => nameOfDriver(process) === name);
    const [bearer] = bearers;
    return bearer !== undefined && bearers.length === 1 && applications.filter((other) => other.name === name).length === 1 ? [[id, bearer] as const] : [];
  });
  return new Map(named);
}

/** Runs in its own JVM alone, whatever cluster there is. */
export const isLocal = ({ submit }: DriverProcess): boolean => submit?.conf.get('spark.master')?.value.startsWith('local') ?? false;

const nameOfDriver = ({ submit }: DriverProcess): string | undefined => submit?.conf.get('spark.app.name')?.value;

/** What a person may call a driver that has no application: its name, its program, its file. */
export function labelOfDriver(process: DriverProcess): string {
  const script = process.python?.find((arg, at) => at > 0 && !arg.startsWith('-')) ?? process.submit?.primaryResource;
  const file = script?.split('/').at(-1);
  return nameOfDriver(process) ?? (file === undefined || file === '' || file.endsWith('-shell') ? (process.submit?.program ?? 'driver') : file);
}
