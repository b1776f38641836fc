#!/usr/bin/env -S node --
// `--` above: without it Node 20 takes --env-file anywhere in the arguments for itself and dies before we start.
'use strict';

const { join } = require('node:path');

// Compiling the bundle is most of what a start costs, so V8's compiled form is kept. Without a cache, or with one of
// another Node, everything works and is a little slower.
require('./compile-cache.js').run(join(__dirname, '..', 'dist', 'k2doctor.cjs'));
