// V8's compiled form of the bundle, kept in the user's cache folder. Node has a cache of its own from 22.1 on, which keeps
// little of what runs: with it a start takes 45 to 65 ms longer (docs/decisions/0013).
'use strict';

const fs = require('node:fs');
const Module = require('node:module');
const path = require('node:path');
const vm = require('node:vm');

const WEEK = 7 * 24 * 60 * 60 * 1000;

/** Runs a file of ASCII that answers with the function of a CommonJS module, from its compiled form where one fits, and keeps that form when the process ends. */
exports.run = function run(file) {
  const cacheFile = cacheFileFor(file);
  const kept = cacheFile === undefined ? undefined : readOrNothing(cacheFile);
  const cachedData = kept?.subarray(0, -1);
  const source = fs.readFileSync(file, 'latin1');
  const script = new vm.Script(source, { filename: file, cachedData });
  if (cacheFile !== undefined) {
    const seen = cachedData === undefined || script.cachedDataRejected ? 0 : kept[kept.length - 1];
    const whole = seen === 0 ? wholeRun() : undefined;
    process.once('exit', (code) => {
      whole?.end();
      keepUnlessSeen(cacheFile, script, seen, code);
    });
  }
  const module = new Module(file, null);
  module.filename = file;
  module.paths = Module._nodeModulePaths(path.dirname(file));
  script.runInThisContext().call(module.exports, module.exports, Module.createRequire(file), module, file, path.dirname(file));
};

/** One file for each build of k2doctor, each Node and each way to use it: what V8 compiled fits no other. */
function cacheFileFor(file) {
  if (process.env.NODE_DISABLE_COMPILE_CACHE) return undefined;
  const home = process.env.XDG_CACHE_HOME || (process.env.HOME && path.join(process.env.HOME, '.cache'));
  if (!home || !path.isAbsolute(home)) return undefined;
  const { size, mtimeMs } = fs.statSync(file);
  const key = [process.version, process.arch, process.execArgv.length, size, Math.floor(mtimeMs), useOf(process.argv)].join('-');
  return path.join(home, 'k2doctor', `${key}.v8`);
}

/** Only functions that ran are in the compiled form: after `--version` nearly none, so each use that must be quick has its own. */
function useOf(argv) {
  if (!argv.includes('check')) return 'other';
  return argv.includes('--offline') ? 'offline' : 'check';
}

function readOrNothing(file) {
  try {
    return fs.readFileSync(file);
  } catch {
    return undefined;
  }
}

/**
 * While much is compiled V8 throws out what did not run lately, by chance a third of what the next start needs. The flag
 * is set back before the compiled form is made: with another one V8 would not take it again.
 */
function wholeRun() {
  const v8 = require('node:v8');
  v8.setFlagsFromString('--no-flush-bytecode');
  return { end: () => v8.setFlagsFromString('--flush-bytecode') };
}

/**
 * The first run may have been a short one, such as without an engine. So the last byte of the file tells with which exit
 * codes the runs ended whose code it holds, and a run that ends otherwise adds what it used; what was there stays.
 */
function keepUnlessSeen(file, script, seen, code) {
  const bit = 1 << Math.min(code, 7);
  if ((seen & bit) === 0) keep(file, script, seen | bit);
}

/** Written beside and renamed, so that nobody ever reads half of it. A folder we may not write to is no trouble. */
function keep(file, script, seen) {
  try {
    const folder = path.dirname(file);
    // Not `recursive`: where mkdir answers ENOENT, as below /proc, Node 20 then tries for ever.
    for (const one of [path.dirname(folder), folder]) if (!fs.existsSync(one)) fs.mkdirSync(one, { mode: 0o700 });
    const draft = `${file}.${process.pid}`;
    fs.writeFileSync(draft, Buffer.concat([script.createCachedData(), Buffer.of(seen)]), { mode: 0o600 });
    fs.renameSync(draft, file);
    forget(folder, file);
  } catch {
    // The next start compiles again.
  }
}

/** What builds and Nodes of the past left, and drafts of processes that were killed. */
function forget(folder, kept) {
  for (const name of fs.readdirSync(folder)) {
    const old = path.join(folder, name);
    if (/\.v8(\.\d+)?$/.test(name) && old !== kept && Date.now() - fs.statSync(old).mtimeMs > WEEK) fs.unlinkSync(old);
  }
}
