import type { Locator, Page } from '@playwright/test';
import type { Settings } from '../../main/core/settings/schema.ts';
import type { SandmanApp } from './app.ts';
import { waitFor } from './desktop.ts';

/** The popup where it opens by itself: who has just installed it does not know where the icon is. */
export async function openedPopup(app: SandmanApp): Promise<Page> {
  const page = app.electron.windows()[0] ?? (await app.electron.waitForEvent('window'));
  await page.getByRole('heading', { level: 1 }).waitFor();
  return page;
}

/** The settings window, however it was opened. */
export async function settingsPage(app: SandmanApp): Promise<Page> {
  const page = await waitFor('the settings window', () =>
    Promise.resolve(app.electron.windows().find((one) => one.url().includes('settings.html'))),
  );
  await page.getByRole('heading', { level: 1 }).waitFor();
  return page;
}

/** What holds now, as the app itself says it. */
export const settingsOf = async (app: SandmanApp): Promise<Settings | undefined> => (await app.state())?.settings;

/** The card of a sandbox in the popup. */
export function cardOf(page: Page, name: string): Locator {
  return page.getByRole('listitem').filter({ has: page.getByRole('heading', { name, exact: true }) });
}

/** Chooses in the menu of the card for how long its sandbox is kept awake. */
export async function chooseKeepAwake(card: Locator, name: string, choice: string): Promise<void> {
  await card.getByRole('button', { name: `Keep awake: ${name}` }).click();
  await card.getByRole('menuitem', { name: choice }).click();
}
