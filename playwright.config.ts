import { defineConfig } from '@playwright/test';

/** The runner names a folder that the user who runs Electron may write to. */
const outputDir = process.env['SANDMAN_TEST_OUTPUT'] ?? 'test-results';
/** Where the pictures are that new ones are compared with; another folder when they are made anew. */
const pictures = process.env['SANDMAN_PICTURES'] ?? 'test/pictures/expected';

export default defineConfig({
  testDir: 'test/e2e',
  outputDir: `${outputDir}/artifacts`,
  // One desktop, one tray, one notification daemon.
  workers: 1,
  fullyParallel: false,
  retries: 0,
  forbidOnly: true,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  // One set of pictures: they are taken on one kind of desktop, with one font.
  snapshotPathTemplate: `${pictures}/{arg}{ext}`,
  reporter: [['list'], ['json', { outputFile: `${outputDir}/e2e.json` }]],
});
