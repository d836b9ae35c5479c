import type { Page } from '@playwright/test';
import { axeViolations, press, tabTo } from './accessibility.ts';
import { expect, test } from './test.ts';

/** None is stopped for being idle before it is asked for; the warning lasts for the whole test. */
const settings = {
  pollIntervalMs: 1_000,
  language: 'en',
  memory: { budgetBytes: 'off' },
  idle: { enabled: false, timeoutMs: 1_000, timeoutWithSessionsMs: 1_000, warningMs: 600_000, graceMs: 0 },
};

const firstCard = (page: Page) => page.locator('.cards > li').first().getByRole('heading', { level: 2 });
const hint = (page: Page) => page.getByRole('button', { name: 'is about to be stopped' });

/** Lets one of them be stopped for being idle, which it has been all along. */
async function letSleep(page: Page, name: string): Promise<void> {
  await page.evaluate(
    (key) => window.sandman.call('changeSandbox', { key, patch: { idle: { enabled: true } } }),
    `sbx/${name}`,
  );
}

test('a countdown comes first of a long list, in any order; while the pointer or the focus is in the list nothing moves', async ({
  startLab,
  startApp,
}, testInfo) => {
  const sandboxes = Array.from({ length: 30 }, (_, index) => ({
    name: `box-${String(index).padStart(2, '0')}`,
    light: true,
  }));
  const lab = await startLab({ sbx: { sandboxes } });
  const app = await startApp({ env: lab.env, settings });
  const page = await app.openPopup();
  await expect(page.locator('.cards > li')).toHaveCount(30);

  await page.mouse.move(190, 300);
  await letSleep(page, 'box-20');
  await expect(hint(page)).toHaveText(/^1 is about to be stopped/, { timeout: 60_000 });
  await expect(firstCard(page)).toHaveText('box-00');
  expect(await axeViolations(page)).toEqual([]);
  await page.screenshot({ path: testInfo.outputPath('hint.png') });
  await page.mouse.move(60, 20);
  await expect(firstCard(page)).toHaveText('box-20');
  await expect(page.locator('.cards > li').first()).toContainText('stops in');
  await expect(hint(page)).toHaveCount(0);
  const order = page.getByRole('combobox', { name: 'Order' });
  await tabTo(page, order);
  for (const chosen of ['memory', 'cpu', 'idle']) {
    await page.keyboard.press('ArrowDown');
    await expect(order).toHaveValue(chosen);
    await expect(firstCard(page)).toHaveText('box-20');
  }
  await page.keyboard.press('Home');
  await expect(order).toHaveValue('name');

  const focused = page.locator('.cards > li').nth(1);
  await focused.focus();
  await letSleep(page, 'box-25');
  await expect(hint(page)).toHaveText(/^1 is about to be stopped/, { timeout: 60_000 });
  await expect(focused).toBeFocused();
  await expect(focused.getByRole('heading')).toHaveText('box-00');
  await hint(page).click();
  await expect(page.locator('.cards > li').first()).toBeFocused();
  await expect(page.locator('.cards > li').nth(1).getByRole('heading')).toHaveText('box-25');
  await page.screenshot({ path: testInfo.outputPath('first.png') });

  // Scrolled away from, or searched for something else: the hint stays and leads back.
  await page.keyboard.press('End');
  await expect(page.getByRole('button', { name: '2 are about to be stopped' })).toBeVisible();
  await page.keyboard.press('/');
  await page.keyboard.type('box-0');
  await expect(page.locator('.cards > li')).toHaveCount(10);
  await press(page, /^2 are about to be stopped/);
  await expect(page.locator('.cards > li')).toHaveCount(30);
  await expect(page.locator('.cards > li').first()).toBeFocused();
  await expect(firstCard(page)).toBeInViewport();
  expect(lab.sideEffects).toEqual([]);
});

test('what is out of sight is drawn anew too, and what comes into sight is not old', async ({ startLab, startApp }) => {
  const sandboxes = Array.from({ length: 60 }, (_, index) => ({
    name: `box-${String(index).padStart(2, '0')}`,
    light: true,
  }));
  const lab = await startLab({ sbx: { sandboxes } });
  const app = await startApp({ env: lab.env, settings: { ...settings, pollIntervalMs: 60_000 } });
  const page = await app.openPopup();
  await expect(page.locator('.cards > li')).toHaveCount(60);
  const card = (name: string) => page.locator(`[data-key="sbx/${name}"]`);
  const protect = (name: string) =>
    page.evaluate((key) => window.sandman.call('protect', { key, on: true }), `sbx/${name}`);

  await protect('box-50');
  await expect(card('box-50')).toContainText('Protected');
  await expect(card('box-50')).not.toBeInViewport();

  await protect('box-58');
  await page.locator('.cards > li').first().focus();
  await page.keyboard.press('End');
  await expect(card('box-59')).toBeFocused();
  await expect(card('box-58')).toBeInViewport();
  await expect(card('box-58')).toContainText('Protected');
  expect(lab.sideEffects).toEqual([]);
});

test('a popup that comes back shows the countdown first, wherever the pointer and the focus were', async ({
  startLab,
  startApp,
}) => {
  const lab = await startLab({ sbx: { sandboxes: ['a', 'b', 'c'].map((name) => ({ name, light: true })) } });
  const app = await startApp({ env: lab.env, settings });
  const page = await app.openPopup();
  await page.locator('.cards > li').first().focus();
  await page.mouse.move(190, 300);
  await letSleep(page, 'c');
  await expect(hint(page)).toBeVisible({ timeout: 60_000 });
  await expect(firstCard(page)).toHaveText('a');
  await page.keyboard.press('Escape');
  await app.openPopup();
  await expect(firstCard(page)).toHaveText('c');
  await expect(hint(page)).toHaveCount(0);
});
