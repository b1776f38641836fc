import * as z from 'zod/mini';

import { maybeString, string } from '../leaves.js';

const listedSchema = z.object({
  Id: string,
  Names: z.nullish(z.array(string)),
  Image: maybeString,
  ImageID: maybeString,
  Command: maybeString,
  State: maybeString,
  Labels: z.nullish(z.record(string, string)),
  NetworkSettings: z.nullish(z.object({ Networks: z.nullish(z.record(string, z.nullish(z.object({ NetworkID: maybeString })))) })),
});

/** A container as `GET /containers/json` shows it: enough to choose what to inspect, kept in no snapshot. */
export type ListedContainer = z.output<typeof listedSchema>;

/** Undefined where the answer is no list of containers. An entry that cannot be read is left out. */
export function parseListing(answer: unknown): readonly ListedContainer[] | undefined {
  if (!Array.isArray(answer)) return undefined;
  return answer.flatMap((entry: unknown) => {
    const { data } = listedSchema.safeParse(entry);
    return data === undefined ? [] : [data];
  });
}

/** Links make a container bear more names; its own has one slash. */
export const nameOf = ({ Id, Names }: ListedContainer): string =>
  ((Names ?? []).find((name) => name.lastIndexOf('/') === 0) ?? Names?.[0] ?? Id.slice(0, 12)).replace(/^\//, '');

export const projectNameOf = ({ Labels }: ListedContainer): string | undefined => Labels?.['com.docker.compose.project'];

export const mentionsSpark = ({ Image, Command }: ListedContainer): boolean => /spark/i.test(`${Image ?? ''} ${Command ?? ''}`);

export const networkIdsOf = ({ NetworkSettings }: ListedContainer): readonly string[] =>
  Object.values(NetworkSettings?.Networks ?? {}).flatMap((network) => (network?.NetworkID ? [network.NetworkID] : []));
