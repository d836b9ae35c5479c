import { expect, type Locator, type Page } from '@playwright/test';

export { axeViolations } from './axe.ts';

/** Presses Tab until the focus is on what is wanted: what cannot be reached so is not reached. */
export async function tabTo(page: Page, wanted: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  for (let presses = 0; presses < 60; presses += 1) {
    if (await wanted.evaluate((element) => element === document.activeElement).catch(() => false)) return;
    await page.keyboard.press(key);
  }
  throw new Error('It cannot be reached with the Tab key.');
}

/** Reaches a button with Tab, and presses it. Returns it. */
export async function press(page: Page, name: string | RegExp, key = 'Enter', within: Page | Locator = page) {
  const button = within.getByRole('button', { name, exact: true });
  await expect(button).toBeVisible({ timeout: 30_000 });
  await expect(button).toBeEnabled();
  await tabTo(page, button);
  await page.keyboard.press(key);
  return button;
}

/**
 * Controls that the Tab key does not lead to, and those that look the same when it does. The items of a menu, the tabs and a group
 * of radio buttons are one stop each, from which the arrows lead on.
 */
export async function outOfReach(page: Page): Promise<string[]> {
  const controls = await page.evaluateHandle(() =>
    [...document.querySelectorAll<HTMLElement>('button, select, input, a[href], summary, [tabindex="0"]')].filter(
      (one) => one.checkVisibility({ visibilityProperty: true }) && !one.matches(':disabled, [tabindex="-1"]'),
    ),
  );
  const left = new Map(
    (
      await controls.evaluate((all) =>
        all.map((one) => ({
          name: `${one.tagName.toLowerCase()} "${(one.ariaLabel ?? one.textContent ?? '').trim()}" ${one.id}`,
          group: one instanceof HTMLInputElement && one.type === 'radio' ? one.name : null,
        })),
      )
    ).entries(),
  );
  const found: string[] = left.size === 0 ? ['there is no control'] : [];
  // From wherever the focus is, all around, and by way of the window itself.
  for (let presses = left.size + 3; presses > 0 && left.size > 0; presses -= 1) {
    await page.keyboard.press('Tab');
    const { at, isSeen } = await controls.evaluate((all) => {
      const here = document.activeElement as HTMLElement;
      const shows = (one: Element | null) => {
        const { outlineStyle, outlineWidth } = getComputedStyle(one ?? here);
        return outlineStyle !== 'none' && parseFloat(outlineWidth) > 0;
      };
      return { at: all.indexOf(here), isSeen: shows(here) || shows(here.closest('label')) };
    });
    const reached = left.get(at);
    if (!reached) continue;
    if (!isSeen) found.push(`${reached.name}: nothing shows that it has the focus`);
    for (const [index, { group }] of left)
      if (index === at || (group !== null && group === reached.group)) left.delete(index);
  }
  return [...found, ...[...left.values()].map(({ name }) => `${name}: Tab does not lead to it`)];
}

/** What a screen reader would read out by itself when it changes: the texts of the live regions. */
export function liveTexts(page: Page): Promise<string[]> {
  return page
    .locator('[role=status], [role=alert], [role=log], [role=timer], [aria-live]:not([aria-live=off]), output')
    .allInnerTexts();
}

/**
 * What axe does not ask: controls that have the same name and role as another one or another name than is seen, headings that
 * skip a level, pages without exactly one first heading.
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
    // Who speaks to the machine says what they see.
    for (const one of document.querySelectorAll<HTMLElement>('button[aria-label]')) {
      const seen = one.innerText.trim().toLowerCase();
      if (/[a-z]/.test(seen) && !one.ariaLabel?.toLowerCase().includes(seen))
        found.push(`what is seen of "${one.ariaLabel}" is not in its name: ${seen}`);
    }
    for (const name of new Set(names)) {
      if (name.endsWith('""')) found.push(`${name} has no name`);
      if (names.filter((other) => other === name).length > 1) found.push(`${name} is there more than once`);
    }
    return found;
  });
}
