import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { languages, type Language } from '../../main/core/i18n/language.ts';
import { settingsSections } from '../../preload/contract.ts';
import type { Scene } from '../pictures/scene.ts';
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

for (const [name, scene] of Object.entries(scenes)) {
  test(`${name}: looks as it should in every language and theme, with nothing in the way of anybody`, async () => {
    for (const language of languages) {
      await show(name, language);
      await expect(page.locator(`html[lang="${language}"]`)).toHaveCount(1);
      // What was opened last has got the focus back.
      await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
      await open(scene);
      for (const theme of themes) {
        await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
        await expect.soft(page).toHaveScreenshot(`${name}-${language}-${theme}.png`, tolerance);
        expect.soft(await barriers(scene, language, theme), `${name} ${language} ${theme}`).toEqual([]);
      }
      await close(scene);
    }
  });
}

for (const section of settingsSections) {
  test(`settings, ${section}: looks as it should in every language and theme, with nothing in the way of anybody`, async () => {
    const [settings] = await Promise.all([
      electron.waitForEvent('window'),
      electron.evaluate(({ app }, asked) => app.emit('settings', asked), section),
    ]);
    for (const language of languages) {
      await show('settings', language);
      await expect(settings.locator(`html[lang="${language}"]`)).toHaveCount(1);
      for (const theme of themes) {
        await settings.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
        const live = [settings.locator('[data-live]')];
        await expect.soft(settings).toHaveScreenshot(`settings-${section}-${language}-${theme}.png`, {
          ...tolerance,
          mask: live,
          maskColor: '#808080',
        });
        expect.soft(await axeViolations(settings), `${section} ${language} ${theme}`).toEqual([]);
      }
    }
    await settings.close();
  });
}

/** What axe finds; in a crowd of the same cards it is asked once, because it takes long there. */
async function barriers({ crowd }: Scene, language: Language, theme: string): Promise<string[]> {
  return crowd && (language !== 'en' || theme !== 'light') ? [] : axeViolations(page);
}

async function close({ opens, shows }: Scene): Promise<void> {
  if (opens ?? shows) await page.keyboard.press('Escape');
}

async function show(name: string, language: Language): Promise<void> {
  await electron.evaluate(({ app }, [scene, spoken]) => app.emit('scene', scene, spoken), [name, language] as const);
}

/** Opens what a scene is about: the panel of the key, or the page of a sandbox, which may be among the stopped ones. */
async function open({ opens, shows }: Scene): Promise<void> {
  if (shows === 'key') await page.getByRole('button', { name: /^API/ }).click();
  if (opens === undefined) return;
  const opener = page.locator(`[data-opens="${opens}"]`);
  if (!(await opener.isVisible())) await page.locator('.stopped summary').click();
  await opener.click();
  await expect(page.locator('.plot-cpu canvas')).toHaveCount(1);
}
