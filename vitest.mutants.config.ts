import path from 'node:path';
import { defineConfig } from 'vitest/config';

/** Which tests, by the folder below `test/unit`; all that Stryker may need when it is not said. */
const folders = (process.env['SANDMAN_MUTANT_TESTS'] ?? 'policy,activity').split(',');

/** The tests that Stryker runs for every mutant: only what speaks of policy and activity, and is fast. */
export default defineConfig({
  resolve: { alias: { 'fast-check': path.join(import.meta.dirname, 'test/unit/support/fewer-runs.ts') } },
  test: {
    include: folders.map((folder) => `test/unit/${folder}/**/*.test.ts`),
    testTimeout: 60_000,
    // A new thread for every file and mutant takes longer than the tests themselves; none of them leaves anything behind.
    isolate: false,
  },
});
