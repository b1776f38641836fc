// What npm runs after an install: the build. When npm fetches a package by its git address for a global install, as
// pre-commit does, it prepares a copy without the development dependencies (npm 11, seen): then they are installed here.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const root = new URL('..', import.meta.url);
if (!existsSync(new URL('node_modules/esbuild', root)) && existsSync(new URL('src/main.ts', root))) {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_config_(global|location|prefix|local_prefix|omit|include|dry_run)$/i.test(name)));
  const { status } = spawnSync('npm', ['ci', '--ignore-scripts', '--include=dev', '--no-audit', '--no-fund'], { cwd: root, env, stdio: ['ignore', 2, 2] });
  if (status !== 0) process.exit(status ?? 1);
}
await import('./build.mjs');
