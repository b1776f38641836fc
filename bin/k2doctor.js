#!/usr/bin/env -S node --
require('../dist/k2doctor.cjs');
