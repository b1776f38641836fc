import { checkSettings, type Said } from './check-settings.js';
import type { Layer } from './layers.js';

/** Variables of ours, and the setting that each one is. Lists are separated by commas. */
export const VARIABLES: readonly EnvironmentVariable[] = [
  { name: 'K2DOCTOR_FORMAT', setting: 'format', read: (text) => text },
  { name: 'K2DOCTOR_FAIL_ON', setting: 'fail-on', read: (text) => text },
  { name: 'K2DOCTOR_REQUIRE', setting: 'require', read: listed },
  { name: 'K2DOCTOR_MASTER', setting: 'master', read: listed },
  { name: 'K2DOCTOR_TIMEOUT', setting: 'timeout', read: (text) => (Number.isNaN(Number(text)) ? text : Number(text)) },
  { name: 'K2DOCTOR_BASELINE', setting: 'baseline', read: (text) => text },
];

/** The settings file to read instead of the one that is found. */
export const SETTINGS_VARIABLE = 'K2DOCTOR_CONFIG';

interface EnvironmentVariable {
  readonly name: string;
  readonly setting: string;
  readonly read: (text: string) => unknown;
}

type Environment = Readonly<Record<string, string | undefined>>;

export const hasVariables = (env: Environment): boolean => VARIABLES.some(({ name }) => isSet(env, name));

/** What the environment says. @throws UserError that names the variable. */
export function environmentLayer(env: Environment): Layer {
  const set = VARIABLES.filter(({ name }) => isSet(env, name));
  const nameOf = ([setting]: readonly string[]) => set.find((variable) => variable.setting === setting)?.name ?? 'the environment';
  const said: Said = { value: Object.fromEntries(set.map(({ name, setting, read }) => [setting, read(env[name] ?? '')])), nameOf, placeOf: () => undefined };
  return { kind: 'environment', says: checkSettings(said), nameOf, placeOf: () => undefined };
}

/** A variable that is set to nothing says nothing, as in Compose. */
const isSet = (env: Environment, name: string) => (env[name] ?? '') !== '';

function listed(text: string): readonly string[] {
  return text.split(',').map((item) => item.trim()).filter((item) => item !== '');
}
