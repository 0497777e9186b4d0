import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    env: { LANCEDB_LOG: 'error' },
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
