#!/usr/bin/env -S node --
// `--` above: without it Node 20 takes --env-file anywhere in the arguments for itself and dies before we start.
'use strict';

const Module = require('node:module');
const { join } = require('node:path');

const bundle = join(__dirname, '..', 'dist', 'k2doctor.cjs');

// Compiling the bundle is most of what a start costs, so V8's compiled form is kept: by Node itself from 22.1 on,
// by us before. Without a cache, or with one of another Node, everything works and is a little slower.
if (typeof Module.enableCompileCache === 'function') {
  Module.enableCompileCache();
  require(bundle);
} else {
  require('./compile-cache.js').run(bundle);
}
