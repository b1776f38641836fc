import type { VariableOrigin } from '../origin.js';

/** A variable for interpolation, and who set it. */
export interface Variable {
  readonly value: string;
  readonly from: VariableOrigin;
}

/** What `${NAME}` may name: the shell first, then env files. Not what containers get. */
export type Environment = ReadonlyMap<string, Variable>;

/** The first definition wins. One of the shell that hides another value of an env file remembers where that stands. */
export function withDefaults(environment: Environment, more: Environment): Environment {
  const hiding = [...more].flatMap(([name, { value, from }]): [string, Variable][] => {
    const own = environment.get(name);
    const hides = own !== undefined && own.from.place === undefined && own.value !== value ? from.place : undefined;
    return own === undefined || hides === undefined ? [] : [[name, { value: own.value, from: { hides } }]];
  });
  return new Map([...more, ...environment, ...hiding]);
}
