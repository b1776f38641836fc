import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/lab/**'],
    setupFiles: ['test/properties.ts'],
    testTimeout: 20_000,
  },
});
