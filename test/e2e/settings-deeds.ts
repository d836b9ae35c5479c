import type { Page } from '@playwright/test';
import type { Settings } from '../../main/core/settings/schema.ts';
import { tabTo } from './accessibility.ts';
import type { SandmanApp } from './app.ts';
import { settingsOf } from './pages.ts';
import { fill } from './settings-page.ts';
import { expect, test } from './test.ts';

/** What is done, by which keys, and what then holds that did not before. */
export interface Deed {
  readonly what: string;
  readonly keys: (page: Page) => Promise<unknown>;
  readonly of: (settings: Settings | undefined) => unknown;
  readonly becomes: unknown;
}

/** One after another: each by its keys, and each changes something. */
export async function doAll(app: SandmanApp, page: Page, deeds: readonly Deed[]): Promise<void> {
  for (const { what, keys, of, becomes } of deeds) {
    await test.step(what, async () => {
      expect(of(await settingsOf(app))).not.toEqual(becomes);
      await keys(page);
      await expect.poll(async () => of(await settingsOf(app))).toEqual(becomes);
    });
  }
}

/** A switch. */
export const flip = (name: string) => async (page: Page) => {
  await tabTo(page, page.getByRole('switch', { name, exact: true }));
  await page.keyboard.press('Space');
};

/** A select by the first letter of what is wanted, or by an arrow. */
export const choose = (name: string, key: string) => async (page: Page) => {
  await tabTo(page, page.getByLabel(name, { exact: true }));
  await page.keyboard.press(key);
};

/** A text over what is in a field. */
export const type = (name: string, text: string) => async (page: Page) => {
  await fill(page, name, text);
  await page.keyboard.press('Enter');
};
