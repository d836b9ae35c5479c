import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/** Colour contrast, names, roles: what axe finds wrong with the page as it is shown now. */
export async function axeViolations(page: Page): Promise<string[]> {
  // The usual way opens a second page, which this app does not let anybody do.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`);
}

/** Presses Tab until the focus is on what is wanted: what cannot be reached so is not reached. */
export async function tabTo(page: Page, wanted: ReturnType<Page['locator']>): Promise<void> {
  for (let presses = 0; presses < 60; presses += 1) {
    if (await wanted.evaluate((element) => element === document.activeElement).catch(() => false)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error('It cannot be reached with the Tab key.');
}
