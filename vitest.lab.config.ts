import { defineConfig } from 'vitest/config';

/** The lab: a real engine, a real Compose, a real Spark. One file at a time, in order of name. */
export default defineConfig({
  test: {
    include: ['test/lab/**/*.lab.ts'],
    fileParallelism: false,
    testTimeout: 600_000,
    hookTimeout: 1_800_000,
    globalSetup: ['test/lab/setup.ts'],
  },
});
