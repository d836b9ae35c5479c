import type { Page } from '@playwright/test';

export { axeViolations } from './axe.ts';

/** Presses Tab until the focus is on what is wanted: what cannot be reached so is not reached. */
export async function tabTo(page: Page, wanted: ReturnType<Page['locator']>): Promise<void> {
  for (let presses = 0; presses < 60; presses += 1) {
    if (await wanted.evaluate((element) => element === document.activeElement).catch(() => false)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error('It cannot be reached with the Tab key.');
}

/** What a screen reader would read out by itself when it changes: the texts of the live regions. */
export function liveTexts(page: Page): Promise<string[]> {
  return page
    .locator('[role=status], [role=alert], [role=log], [role=timer], [aria-live]:not([aria-live=off]), output')
    .allInnerTexts();
}

/**
 * What axe does not ask: controls that have the same name and role as another one, headings that skip a level, pages without
 * exactly one first heading.
 */
export function manners(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const levels = [...document.querySelectorAll('h1, h2, h3, h4')].map((one) => Number(one.tagName.slice(1)));
    if (levels.filter((level) => level === 1).length !== 1) found.push('not exactly one first heading');
    levels.forEach((level, index) => {
      if (index > 0 && level > (levels[index - 1] ?? 0) + 1)
        found.push(`a heading ${level} after ${levels[index - 1]}`);
    });
    const names = [...document.querySelectorAll<HTMLElement>('button, select, input, a[href]')]
      .filter((one) => one.checkVisibility())
      .map((one) => {
        const labels = one instanceof HTMLInputElement || one instanceof HTMLSelectElement ? one.labels : null;
        // Not the inner text: what is out of sight has none.
        const name = one.ariaLabel ?? labels?.[0]?.textContent ?? one.textContent ?? '';
        return `${one.tagName.toLowerCase()} "${name.trim()}"`;
      });
    for (const name of new Set(names)) {
      if (name.endsWith('""')) found.push(`${name} has no name`);
      if (names.filter((other) => other === name).length > 1) found.push(`${name} is there more than once`);
    }
    return found;
  });
}
