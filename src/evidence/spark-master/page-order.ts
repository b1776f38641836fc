import type { ApplicationPage, MasterApplication } from './schema.js';

/** What became of the wish to read one application's page. */
export interface PageRead {
  readonly appId: string;
  readonly page?: ApplicationPage;
  readonly sparkVersion?: string;
  readonly failure?: string;
  /** Time was over before it could be read. */
  readonly late?: true;
}

/** Ids of live applications, those first whose page matters most: WAITING, then RUNNING without a core, then the rest; oldest first. */
export function pageOrder(applications: readonly MasterApplication[]): readonly string[] {
  const rank = ({ state, cores }: MasterApplication) => (state === 'WAITING' ? 0 : (cores ?? 0) === 0 ? 1 : 2);
  return [...applications]
    .sort((a, b) => rank(a) - rank(b) || a.starttime - b.starttime || (a.id < b.id ? -1 : 1))
    .map(({ id }) => id);
}
