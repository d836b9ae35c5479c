import type { Page } from '@playwright/test';
import { tabTo } from './accessibility.ts';
import { windowsOnScreen } from './desktop.ts';
import { cardOf, settingsOf } from './pages.ts';
import { expect, test } from './test.ts';

const calm = { pollIntervalMs: 500, language: 'en', memory: { budgetBytes: 'off', minIdleMs: 0 } };

/** Reaches a button of the page with Tab, and presses it. */
async function press(page: Page, name: string, key = 'Enter'): Promise<void> {
  const button = page.getByRole('button', { name, exact: true });
  await expect(button).toBeVisible({ timeout: 30_000 });
  await tabTo(page, button);
  await page.keyboard.press(key);
}

test('a sandbox is stopped, started, locked and kept awake without a mouse, and the focus stays at its card', async ({
  startLab,
  startApp,
}) => {
  const lab = await startLab({ sbx: { sandboxes: [{ name: 'one', cpuFraction: 0.2 }] } });
  const app = await startApp({ env: lab.env, settings: calm });
  const page = await app.openPopup();
  const one = cardOf(page, 'one');
  await press(page, 'Stop one');
  await expect(one).toContainText('Stopped by you');
  await expect(one).toBeFocused();
  await press(page, 'Start one again');
  await expect(one.getByRole('button', { name: 'Stop one' })).toBeVisible();
  await expect(one).toBeFocused();
  await press(page, 'Protect one', 'Space');
  await expect(page.getByRole('button', { name: 'Unprotect one' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Protect one' })).toBeFocused();

  // The arrows lead through the choice, and only what is pressed there is done.
  const keep = page.getByRole('button', { name: 'Keep one awake' });
  await press(page, 'Keep one awake');
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('menuitem', { name: 'for 2 hr' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(keep).toBeFocused();
  const state = await app.state();
  expect(state?.sandboxes.map(({ name, keepAwakeUntilMs }) => [name, keepAwakeUntilMs])).toEqual([['one', undefined]]);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('menu')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Stop one' })).toBeFocused();
  expect(await windowsOnScreen('Sandman')).toHaveLength(1);
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(one).toContainText(/Kept awake for (2 hr|1 hr 59 min)/);
  await expect(one).toBeFocused();
  await press(page, 'Let it sleep: one');
  await expect(keep).toBeVisible();
  await expect(one).toBeFocused();
});

test('a warning is answered, and all idle ones are stopped, without a mouse', async ({ startLab, startApp }) => {
  const lab = await startLab({
    sbx: { sandboxes: [{ name: 'one' }, { name: 'other' }, { name: 'busy', cpuFraction: 0.2 }] },
  });
  const idle = { timeoutMs: 3_000, timeoutWithSessionsMs: 3_000, warningMs: 600_000, graceMs: 0 };
  const app = await startApp({ env: lab.env, settings: { ...calm, pollIntervalMs: 400, idle } });
  const page = await app.openPopup();
  const one = cardOf(page, 'one');
  await press(page, '+30 min: one');
  await app.ledgerEntry((entry) => entry.sandbox === 'one' && entry.decision === 'withdrawn');
  await expect(one).toBeFocused();
  await press(page, 'Stop 1 idle');
  await expect(cardOf(page, 'other')).toContainText('Stopped by you');
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  expect(lab.box('sbx', 'other').vm).toBeNull();
  for (const name of ['one', 'busy']) expect(lab.box('sbx', name).vm).not.toBeNull();
});

test('what lies at the foot and in the head is used without a mouse', async ({ startLab, startApp }) => {
  const lab = await startLab({ sbx: { sandboxes: [{ name: 'one', cpuFraction: 0.2 }] } });
  const app = await startApp({ env: lab.env, settings: calm });
  const page = await app.openPopup();
  await tabTo(page, page.getByRole('checkbox', { name: 'Watch only' }));
  await page.keyboard.press('Space');
  await expect.poll(async () => (await settingsOf(app))?.watchOnly).toBe(true);
  await tabTo(page, page.getByRole('combobox', { name: 'Stop when idle for' }));
  await page.keyboard.press('ArrowDown');
  await expect.poll(async () => (await settingsOf(app))?.idle.timeoutMs).toBe(60 * 60_000);
  await press(page, 'History of all sandboxes');
  await expect(page.getByRole('heading', { level: 1, name: 'All sandboxes' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'History of all sandboxes' })).toBeFocused();
});
