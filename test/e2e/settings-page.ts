import type { Locator, Page } from '@playwright/test';
import { settingsSections, type SettingsSection } from '../../preload/contract.ts';
import { tabTo } from './accessibility.ts';
import { expect } from './test.ts';

export const gib = 1024 ** 3;

/** Two that run, of which the first is the larger one. */
export const fleet = {
  sbx: {
    sandboxes: [
      { name: 'web-shop', agent: 'claude', memoryMiB: 128, cpuFraction: 0.2 },
      { name: 'api', memoryMiB: 16, cpuFraction: 0.2 },
    ],
  },
};

export const calm = { pollIntervalMs: 500, idle: { enabled: false } };

/** Looks so seldom that within a test nothing comes of it by itself. */
export const seldom = { ...calm, pollIntervalMs: 60_000 };

/** To a section by keyboard: the tabs are one stop, and the arrows lead from one to the next. */
export async function go(page: Page, section: SettingsSection): Promise<void> {
  await tabTo(page, page.getByRole('tab', { selected: true }));
  await page.keyboard.press('Home');
  for (let index = 0; index < settingsSections.indexOf(section); index += 1) await page.keyboard.press('ArrowDown');
  await expect(page.locator(`#tab-${section}`)).toBeFocused();
  await expect(page.locator(`#tab-${section}`)).toHaveAttribute('aria-selected', 'true');
}

/** Into the control with this name, and types over what is in it. */
export async function fill(page: Page, name: string, text: string, scope: Page | Locator = page): Promise<void> {
  await tabTo(page, scope.getByLabel(name, { exact: true }));
  await page.keyboard.press('Control+a');
  await page.keyboard.type(text);
}
