import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';

import { renderConfig } from '#evidence/compose/config-json.js';
import { ComposeError, resolveProject, type ComposeRequest } from '#evidence/compose/resolve.js';
import { nodeComposeHost } from '#evidence/compose/sensor.js';
import { shared } from './shared.js';

/*
 * Compose files from public repositories and what `docker compose -p corpus config --format json` (2.26.1) printed for them.
 * Where 2.40.3 resolves otherwise, later-compose.json holds its answer, and either is right.
 */
const corpus = join(shared, 'corpus');
const meta = z.object({ compose_args: z.array(z.string()), exit_code: z.number(), exit_code_all_profiles: z.optional(z.number()) });
const later = z.record(z.string(), z.object({ expected: z.object({ code: z.optional(z.number()), places: z.optional(z.record(z.string(), z.unknown())) }) }));

const ENV = { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', HOME: '/nobody' };

interface Entry {
  readonly title: string;
  readonly folder: string;
  readonly request: ComposeRequest;
  readonly expected: string | undefined;
  readonly laterCode: number | undefined;
  readonly laterPlaces: Readonly<Record<string, unknown>> | undefined;
}

const entries = existsSync(corpus) ? readdirSync(corpus).filter((id) => existsSync(join(corpus, id, 'META.json'))).flatMap(entriesOf) : [];

describe.skipIf(entries.length === 0)('the corpus', () => {
  test.each(entries.filter(({ expected }) => expected !== undefined).map((entry) => [entry.title, entry] as const))('%s resolves as Compose resolves it', (_title, entry) => {
    const answered = answerTo(entry);

    if (entry.laterPlaces !== undefined) expect(JSON.parse(answered.text ?? '')).toEqual(withPlaces(entry));
    else if (entry.laterCode !== undefined && entry.laterCode !== 0) expect(answered.refused).toBe(true);
    else expect(answered.text).toBe(entry.expected);
  });

  test.each(entries.filter(({ expected }) => expected === undefined).map((entry) => [entry.title, entry] as const))('%s is refused as Compose refuses it', (_title, entry) => {
    const answered = answerTo(entry);

    expect(answered.refused).toBe(entry.laterCode !== 0);
  });
});

function entriesOf(id: string): Entry[] {
  const folder = join(corpus, id);
  const { compose_args, exit_code, exit_code_all_profiles } = meta.parse(JSON.parse(readFileSync(join(folder, 'META.json'), 'utf8')));
  const answer = later.parse(JSON.parse(readFileSync(join(corpus, 'later-compose.json'), 'utf8')))[id]?.expected;
  const entry = (title: string, profiles: readonly string[], code: number, file: string): Entry => ({
    title: `${id}${title}`,
    folder,
    request: requestOf(compose_args, profiles),
    expected: code === 0 ? withoutTokens(readFileSync(join(folder, file), 'utf8'), folder) : undefined,
    laterCode: answer?.code,
    laterPlaces: answer?.places,
  });
  const plain = entry('', [], exit_code, 'expected.json');
  return exit_code_all_profiles === undefined ? [plain] : [plain, entry(' with all profiles', ['*'], exit_code_all_profiles, 'expected-all-profiles.json')];
}

function requestOf(args: readonly string[], profiles: readonly string[]): ComposeRequest {
  const after = (flag: string): readonly string[] => args.flatMap((arg, index) => (args[index - 1] === flag ? [arg] : []));
  const [projectDirectory] = after('--project-directory');
  const request = { files: after('-f'), profiles, envFiles: after('--env-file'), services: [], projectName: 'corpus' };
  return projectDirectory === undefined ? request : { ...request, projectDirectory };
}

function withoutTokens(text: string, folder: string): string {
  const plain = text.replaceAll('{{DIR}}', folder).replaceAll('{{HOME}}', ENV.HOME);
  return plain.replace(/\{\{DIR_UP(\d)\}\}/g, (_token, levels: string) => Array.from({ length: Number(levels) }).reduce<string>((path) => dirname(path), folder));
}

function answerTo({ request, folder }: Entry): { readonly text?: string; readonly refused: boolean } {
  try {
    return { text: renderConfig(resolveProject(request, nodeComposeHost({ cwd: folder, env: ENV, stdin: 0 }))), refused: false };
  } catch (error) {
    if (error instanceof ComposeError) return { refused: true };
    throw error;
  }
}

/** The earlier Compose's answer with the later one's in the places where they differ. */
function withPlaces({ expected = '{}', laterPlaces, folder }: Entry): unknown {
  const model = z.record(z.string(), z.unknown()).parse(JSON.parse(expected));
  for (const [path, value] of Object.entries(laterPlaces ?? {})) assign(model, path.split('.'), JSON.parse(withoutTokens(JSON.stringify(value), folder)));
  return model;
}

function assign(parent: Record<string, unknown>, [key = '', ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) parent[key] = value;
  else assign(parent[key] as Record<string, unknown>, rest, value);
}
