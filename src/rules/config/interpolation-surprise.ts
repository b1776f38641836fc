import type { Place } from '#evidence/place.js';
import { isNonEmpty } from '#language.js';
import type { Model } from '#model/model.js';

import { defineRule, type Observation } from '../define-rule.js';
import { declaredExhibit, servicesDeclared } from '../parts/declared.js';
import { service as serviceSubject } from '../parts/planes.js';

export default defineRule({
  id: 'config/interpolation-surprise',
  severity: 'warning',
  summary: 'A variable of the file is set nowhere, or the shell hides what .env says.',
  why: `
Compose replaces \`\${NAME}\` before it makes a container: from the shell first, then from \`.env\` beside the file. A name
that neither has becomes nothing, with a warning that scrolls away. \`env_file\` fills the container's environment and not
the file, and a \`$\` that is meant for the container's shell has to be written \`$$\`.`,
  proof: 'The values of the file that an unset variable touched, without a default; variables of the shell whose `.env` line says otherwise (information: it may be meant).',
  lookAlikes: 'With `${NAME:-text}` there is a default, and nothing to tell. In CI a `.env` that is not committed is missing on purpose.',
  remedy: '`${NAME:?say what it is}` stops instead of going on; `${NAME:-default}`; or set it in `.env`.',
  needs: ['compose'],
  check: (model) => {
    const paths = Object.entries(model.facts.compose?.unsetVariables ?? {});
    const services = servicesDeclared(model);
    return { examined: services.length, observations: [...services.flatMap(({ name }) => judge(model, name, pathsOf(name, paths))), ...hidden(model)] };
  },
});

const FIELDS = /^(image|command|entrypoint|ports|volumes|networks|deploy|mem_limit|cpus)$/;

interface Touched {
  readonly path: readonly string[];
  readonly names: readonly string[];
}

/** Names of services may hold dots: the prefix decides, not the dots. */
const pathsOf = (service: string, paths: readonly (readonly [string, readonly string[]])[]): readonly Touched[] =>
  paths.flatMap(([path, names]) => (path.startsWith(`services.${service}.`) ? [{ path: split(path.slice(`services.${service}.`.length)), names }] : []));

function split(rest: string): readonly string[] {
  const at = rest.indexOf('.');
  return at === -1 ? [rest] : [rest.slice(0, at), rest.slice(at + 1)];
}

function judge(model: Model, name: string, touched: readonly Touched[]): readonly Observation[] {
  // A list and its items are touched alike; the deepest tells most.
  const exact = touched.filter(({ path }) => !touched.some((other) => other.path[0] === path[0] && other.path.length > path.length));
  const exhibits = exact.map(({ path, names }) => declaredExhibit(model, name, path, `${path.join('.')} has nothing for ${names.map((variable) => `\${${variable}}`).join(', ')}`));
  if (!isNonEmpty(exhibits)) return [];
  const variables = [...new Set(exact.flatMap(({ names }) => names))];
  // `KEY: ${KEY}` hands on what there is, or nothing: common, and often meant.
  const matters = exact.some(({ path: [field = '', key = ''] }) => (field === 'environment' ? key.startsWith('SPARK_') : FIELDS.test(field)));
  return [
    {
      subject: serviceSubject(name),
      severity: matters ? 'warning' : 'info',
      message: `${variables.join(', ')} ${variables.length === 1 ? 'is' : 'are'} set nowhere: ${[...new Set(exact.map(({ path }) => (path[0] === 'environment' ? (path[1] ?? '') : (path[0] ?? ''))))].join(', ')} of ${name} ${exact.length === 1 ? 'is' : 'are'} blank there`,
      exhibits,
      remedy: { summary: `set ${variables.join(', ')} in .env or the shell, or write a default`, actions: [] },
    },
  ];
}

/** One for each variable whose line in an env file counts for nothing now. */
function hidden(model: Model): readonly Observation[] {
  const byName = new Map<string, { readonly place: Place; readonly touched: Set<string> }>();
  for (const [path, { via = [] }] of Object.entries(model.facts.compose?.provenance ?? {})) {
    for (const { name, hides } of via) {
      if (name === undefined || hides === undefined || !path.startsWith('services.')) continue;
      const known = byName.get(name) ?? { place: hides, touched: new Set<string>() };
      byName.set(name, { ...known, touched: known.touched.add(path.split('.')[1] ?? '') });
    }
  }
  return [...byName].map(([name, { place, touched }]) => ({
    subject: { kind: 'file' as const, name: place.file },
    severity: 'info' as const,
    message: `${name} is set in the shell to another value than in ${place.file}, and the shell's counts: an edit of the line changes nothing for ${[...touched].join(', ')}`,
    exhibits: [{ label: `${name} in ${place.file}`, plane: 'declared' as const, place }],
    remedy: { summary: `unset ${name} in the shell, or take it as meant`, actions: [] },
  }));
}
