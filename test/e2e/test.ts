import { test as base } from '@playwright/test';
import { Lab } from '../lab/lab.ts';
import type { LabScenario } from '../lab/scenario.ts';
import { SandmanApp, type AppOptions } from './app.ts';
import { screenshot } from './desktop.ts';

interface Fixtures {
  /** Starts a lab; it ends with the test. */
  readonly startLab: (scenario: LabScenario) => Promise<Lab>;
  /** Starts the app; it ends with the test. A test that fails leaves a picture of the desktop. */
  readonly startApp: (options: AppOptions) => Promise<SandmanApp>;
}

export const test = base.extend<Fixtures>({
  startLab: async ({}, use) => {
    const labs: Lab[] = [];
    await use(async (scenario) => {
      const lab = await Lab.start(scenario);
      labs.push(lab);
      return lab;
    });
    for (const lab of labs) await lab.dispose();
  },
  // After `startLab`, so that the app ends before the lab that it watches.
  startApp: async ({ startLab: _ }, use, testInfo) => {
    const apps: SandmanApp[] = [];
    await use(async (options) => {
      const app = await SandmanApp.start(options);
      apps.push(app);
      return app;
    });
    if (testInfo.status !== testInfo.expectedStatus) {
      await screenshot(testInfo.outputPath('desktop.png'));
      for (const app of apps) await testInfo.attach('output', { body: app.output.join('') });
    }
    // The newest first: a test that starts one after another has one icon in the panel.
    for (const app of apps.reverse()) await app.close();
  },
});

export { expect } from '@playwright/test';
