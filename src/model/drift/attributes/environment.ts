import { compareTexts, differs, inStep, unknown, type Comparison } from '../comparison.js';
import { at } from '../declared.js';
import type { Attribute, Pair } from '../pair.js';

/**
 * Compose adds the proxies of the client's Docker configuration, outside the hash (pkg/compose/create.go).
 * The engine knows the names in both cases.
 */
const PROXIES: ReadonlySet<string> = new Set(['http_proxy', 'https_proxy', 'ftp_proxy', 'no_proxy', 'all_proxy']);

/** `environment` with env_file merged in, against Config.Env, which holds the image's variables too. */
export const environment: Attribute = (pair) => {
  const deployed = variablesOf(pair.container.Config.Env);
  const declared = Object.entries(pair.service.environment ?? {});
  const names = new Set(declared.map(([name]) => name));
  const shared = declared.map(([name, value]) => compareVariable(name, value ?? undefined, deployed.get(name)));
  return [...shared, ...extraVariables(pair, names, deployed)];
};

/** No value on either side means the variable is unset, which also hides one of the image. */
function compareVariable(name: string, declared: string | undefined, deployed: string | undefined): Comparison {
  const field = `environment.${name}`;
  if (declared === deployed) return inStep(field);
  // A name without a value takes the caller's, and the caller of then may have had one.
  return declared === undefined ? unknown(field) : differs(field, declared, deployed);
}

function extraVariables({ image, service }: Pair, declared: ReadonlySet<string>, deployed: ReadonlyMap<string, string | undefined>): readonly Comparison[] {
  const extra = [...deployed].filter(([name]) => !declared.has(name) && !PROXIES.has(name.toLowerCase()));
  // Compose hands on what models and providers answer; none of it is in the file.
  if (at(service, 'models') !== undefined || extra.length === 0) return [];
  if (image === undefined) return [unknown('environment')];
  const own = variablesOf(image.Env);
  return extra.flatMap(([name, value]) => (own.get(name) === value ? [] : compareTexts(`environment.${name}`, own.get(name), value ?? '')));
}

function variablesOf(env: readonly string[] | null | undefined): ReadonlyMap<string, string | undefined> {
  return new Map(
    (env ?? []).map((entry) => {
      const sign = entry.indexOf('=');
      return sign < 0 ? [entry, undefined] : [entry.slice(0, sign), entry.slice(sign + 1)];
    }),
  );
}
