import { defineConfig } from 'vitest/config';

/** The tests that Stryker runs for every mutant: only what speaks of policy and activity, and is fast. */
export default defineConfig({
  test: { include: ['test/unit/policy/**/*.test.ts', 'test/unit/activity/**/*.test.ts'], testTimeout: 60_000 },
});
