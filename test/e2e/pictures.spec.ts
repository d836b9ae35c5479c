import type { Page } from '@playwright/test';
import type { Language } from '../../main/core/i18n/language.ts';
import { languages } from '../../main/core/i18n/language.ts';
import { settingsSections } from '../../preload/contract.ts';
import { opened } from '../pictures/opened.ts';
import type { Scene } from '../pictures/scene.ts';
import { scenes, tolerance } from '../pictures/scenes.ts';
import { axeViolations } from './axe.ts';
import { Stage } from './stage.ts';
import { expect, test } from './test.ts';

const themes = ['light', 'dark'] as const;

test.describe.configure({ mode: 'serial' });

let stage: Stage;

test.beforeAll(async () => {
  stage = await Stage.start();
});

test.afterAll(() => stage.end());

for (const [name, scene] of Object.entries(scenes)) {
  test(`${name}: looks as it should in every language and theme, with nothing in the way of anybody`, async () => {
    const { page } = stage;
    for (const language of languages) {
      await stage.show(name, language);
      for (const theme of themes) {
        await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
        await expect.soft(page).toHaveScreenshot(`${name}-${language}-${theme}.png`, tolerance);
        expect.soft(await barriers(scene, language, theme), `${name} ${language} ${theme}`).toEqual([]);
      }
      await stage.leave(name);
    }
  });
}

const pages: readonly (readonly [name: string, open: () => Promise<Page>])[] = [
  ...settingsSections.map((section) => [section, () => stage.settings(section)] as const),
  ...Object.entries(opened).map(([name, one]) => [name, () => stage.openedSettings(one)] as const),
];

for (const [section, open] of pages) {
  test(`settings, ${section}: looks as it should in every language and theme, with nothing in the way of anybody`, async () => {
    const settings = await open();
    for (const language of languages) {
      await stage.showSettings(settings, language);
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
  return crowd && (language !== 'en' || theme !== 'light') ? [] : axeViolations(stage.page);
}
