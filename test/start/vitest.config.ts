import { defineConfig } from 'vitest/config';

/** The commands that a newcomer types. One desktop after the other, and nothing beside them. */
export default defineConfig({
  test: { include: ['test/start/**/*.test.ts'], fileParallelism: false, testTimeout: 180_000, hookTimeout: 60_000 },
});
