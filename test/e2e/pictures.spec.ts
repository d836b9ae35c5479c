import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { languages } from '../../main/core/i18n/language.ts';
import type { SandboxKey } from '../../main/core/model/sandbox.ts';
import { scenes, tolerance } from '../pictures/scenes.ts';
import { axeViolations } from './axe.ts';
import { desktopEnv, projectRoot } from './app.ts';
import { expect, test } from './test.ts';

const themes = ['light', 'dark'] as const;

test.describe.configure({ mode: 'serial' });

let home: string;
let electron: ElectronApplication;
let page: Page;

test.beforeAll(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), 'sandman-pictures-'));
  electron = await _electron.launch({
    executablePath: process.env['SANDMAN_ELECTRON'] ?? '',
    args: [path.join(projectRoot, 'out', 'pictures', 'index.js'), '--disable-gpu', '--force-device-scale-factor=1'],
    chromiumSandbox: true,
    env: { ...desktopEnv(), SANDMAN_HOME: home, TZ: 'UTC' },
  });
  page = await electron.firstWindow();
  await page.getByRole('heading', { level: 1 }).waitFor();
});

test.afterAll(async () => {
  await electron.close();
  await rm(home, { recursive: true, force: true });
});

for (const name of Object.keys(scenes)) {
  test(`${name}: looks as it should in every language and theme, with nothing in the way of anybody`, async () => {
    for (const language of languages) {
      await electron.evaluate(({ app }, [scene, spoken]) => app.emit('scene', scene, spoken), [
        name,
        language,
      ] as const);
      await expect(page.locator(`html[lang="${language}"]`)).toHaveCount(1);
      await openPage(scenes[name]?.opens);
      for (const theme of themes) {
        await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
        await expect.soft(page).toHaveScreenshot(`${name}-${language}-${theme}.png`, tolerance);
        expect.soft(await axeViolations(page), `${name} ${language} ${theme}`).toEqual([]);
      }
      await leavePage();
    }
  });
}

/** Opens the page of the sandbox that a scene is about, from the list, where it may be among the stopped ones. */
async function openPage(key: SandboxKey | undefined): Promise<void> {
  if (key === undefined) return;
  const opener = page.locator(`[data-opens="${key}"]`);
  if (!(await opener.isVisible())) await page.locator('.stopped summary').click();
  await opener.click();
  await expect(page.locator('.plot-cpu canvas')).toHaveCount(1);
}

async function leavePage(): Promise<void> {
  if (await page.locator('.detail').count()) await page.keyboard.press('Escape');
}
