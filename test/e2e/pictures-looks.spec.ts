import type { Page } from '@playwright/test';
import { settingsSections } from '../../preload/contract.ts';
import { scenes, tolerance } from '../pictures/scenes.ts';
import { axeViolations } from './axe.ts';
import { Stage } from './stage.ts';
import { expect, test } from './test.ts';

/** One of each kind: a list, something urgent, plots, a form with a preview, and a page of settings. */
const shown = ['five', 'warned', 'detail', 'key-preview'];
const section = 'idle';
const still = { reducedMotion: 'reduce', colorScheme: 'light' } as const;

let stage: Stage;

test.beforeAll(async () => {
  stage = await Stage.start();
});

test.afterAll(() => stage.end());

/** The system's own colours, as people choose them who need more contrast than any theme has. */
async function forceColors(page: Page): Promise<void> {
  await page.emulateMedia({ ...still, colorScheme: 'dark', forcedColors: 'active' });
}

/** In both themes: what is asked of the system, and what no picture of every state shows. */
async function moreContrast(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ ...still, colorScheme, forcedColors: 'none', contrast: 'more' });
    await expect.soft(page).toHaveScreenshot(`${name}-contrast-${colorScheme}.png`, tolerance);
    expect.soft(await axeViolations(page)).toEqual([]);
  }
  await page.emulateMedia({ contrast: 'no-preference' });
}

/** No language of ours is written from the right; the layout has to be ready for one. */
async function fromTheRight(page: Page): Promise<void> {
  await page.emulateMedia({ ...still, forcedColors: 'none' });
  await page.evaluate(() => {
    document.documentElement.dir = 'rtl';
  });
}

async function fromTheLeft(page: Page): Promise<void> {
  await page.evaluate(() => {
    document.documentElement.dir = 'ltr';
  });
}

for (const name of shown) {
  test(`${name}: nothing is lost in forced colours, with more contrast, nor where one writes from the right`, async () => {
    const { page } = stage;
    await stage.show(name, 'en');
    await forceColors(page);
    await expect.soft(page).toHaveScreenshot(`${name}-forced.png`, tolerance);
    await fromTheRight(page);
    await expect.soft(page).toHaveScreenshot(`${name}-rtl.png`, tolerance);
    await fromTheLeft(page);
    await moreContrast(page, name);
    await stage.leave(name);
  });
}

test('nothing moves for those who do not want it', async () => {
  const { page } = stage;
  await stage.show('warned', 'en');
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  expect(await movable(page)).toContain('rect.bar-fill');
  for (const name of Object.keys(scenes)) {
    await stage.show(name, 'en');
    await page.emulateMedia({ reducedMotion: 'reduce' });
    expect(await movable(page), name).toEqual([]);
    await stage.leave(name);
  }
});

test(`settings, ${section}: nothing is lost in forced colours, with more contrast, nor where one writes from the right`, async () => {
  const settings = await stage.settings(section);
  await stage.showSettings(settings, 'en');
  await forceColors(settings);
  await expect.soft(settings).toHaveScreenshot(`settings-${section}-forced.png`, tolerance);
  await fromTheRight(settings);
  await expect.soft(settings).toHaveScreenshot(`settings-${section}-rtl.png`, tolerance);
  await fromTheLeft(settings);
  await moreContrast(settings, `settings-${section}`);
  await settings.close();
});

test('nothing moves in the settings, either', async () => {
  const settings = await stage.settings('notifications');
  await expect(settings.getByRole('switch')).toHaveCount(4);
  await settings.emulateMedia({ reducedMotion: 'no-preference' });
  expect(await movable(settings)).toContain('input.switch::before');
  await settings.emulateMedia({ reducedMotion: 'reduce' });
  for (const one of settingsSections) {
    await settings.locator(`#tab-${one}`).click();
    expect(await movable(settings), one).toEqual([]);
  }
  await settings.close();
});

/** What is on the page that has an animation, or would go from one look to another by and by. */
function movable(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const takesTime = (durations: string) => durations.split(',').some((one) => parseFloat(one) > 0);
    const found = new Set<string>();
    for (const element of document.querySelectorAll('*')) {
      for (const part of ['', '::before', '::after']) {
        const style = getComputedStyle(element, part || null);
        if (style.animationName === 'none' && !takesTime(style.transitionDuration)) continue;
        found.add(`${element.tagName.toLowerCase()}.${element.classList[0] ?? ''}${part}`);
      }
    }
    if (document.getAnimations().length > 0) found.add('something that moves now');
    return [...found];
  });
}
