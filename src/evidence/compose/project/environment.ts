import type { VariableOrigin } from '../origin.js';

/** A variable for interpolation, and who set it. */
export interface Variable {
  readonly value: string;
  readonly from: VariableOrigin;
}

/** What `${NAME}` may name: the shell first, then env files. Not what containers get. */
export type Environment = ReadonlyMap<string, Variable>;

/** The first definition wins. */
export function withDefaults(environment: Environment, more: Environment): Environment {
  return new Map([...more, ...environment]);
}
