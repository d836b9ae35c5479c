import type { Locator, Page } from '@playwright/test';
import { axeViolations, press, tabTo } from './accessibility.ts';
import { expect, test } from './test.ts';

const calm = { pollIntervalMs: 500, memory: { budgetBytes: 'off', minIdleMs: 0 } };

const cards = (page: Page): Locator => page.locator('.cards > li');
const card = (page: Page, name: string): Locator =>
  page.getByRole('listitem').filter({ has: page.getByRole('heading', { name, exact: true }) });
/** The stopped ones as far as they are drawn: none while they are folded. */
const stopped = (page: Page): Locator => page.locator('.stopped').getByRole('listitem');
const fleet = (name: string, count: number, status: 'running' | 'stopped') =>
  Array.from({ length: count }, (_, index) => ({
    name: `${name}-${String(index).padStart(3, '0')}`,
    status,
    light: true,
  }));

test('among 190 stopped sandboxes one is found by a few letters and started again, without a mouse', async ({
  startLab,
  startApp,
}) => {
  const sandboxes = [...fleet('box', 3, 'running'), ...fleet('old', 190, 'stopped')];
  const lab = await startLab({ sbx: { sandboxes } });
  const app = await startApp({ env: lab.env, settings: { ...calm, pollIntervalMs: 5_000 } });
  const page = await app.openPopup();
  const status = page.getByRole('search').getByRole('status');
  await expect(cards(page)).toHaveCount(3);
  const summary = page.getByText('190 stopped sandboxes');
  await expect(summary).toBeVisible();
  await expect(stopped(page)).toHaveCount(0);

  await page.keyboard.press('/');
  await page.keyboard.type('old-12');
  await expect(status).toHaveText('10 of 193');
  await expect(stopped(page)).toHaveCount(10);
  await expect(cards(page)).toHaveCount(0);
  expect(await axeViolations(page)).toEqual([]);
  await page.keyboard.type('3');
  await expect(status).toHaveText('1 of 193');
  await press(page, 'Start again: old-123');
  await expect(card(page, 'old-123').getByRole('button', { name: 'Stop old-123' })).toBeVisible();
  await expect(card(page, 'old-123')).toBeFocused();
  expect(lab.box('sbx', 'old-123').vm).not.toBeNull();
  await expect(status).toHaveText('1 of 193');
  await expect(stopped(page)).toHaveCount(0);

  await page.keyboard.press('/');
  await page.keyboard.type('nothing like it');
  await expect(status).toHaveText('Nothing matches.');
  await expect(page.locator('.stopped')).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(cards(page)).toHaveCount(4);
  await tabTo(page, page.getByText('189 stopped sandboxes'));
  await expect(stopped(page)).toHaveCount(0);
  await page.keyboard.press('Enter');
  await expect(stopped(page)).toHaveCount(189);
  await page.keyboard.press('Enter');
  await expect(stopped(page)).toHaveCount(0);
  expect(lab.sideEffects).toEqual([]);
});

test('the page of a folded sandbox opens without a mouse, and leaving it leads back to its place', async ({
  startLab,
  startApp,
}) => {
  const lab = await startLab({ sbx: { sandboxes: [...fleet('box', 1, 'running'), ...fleet('old', 30, 'stopped')] } });
  const app = await startApp({ env: lab.env, settings: calm });
  const page = await app.openPopup();
  await tabTo(page, page.getByText('30 stopped sandboxes'));
  await page.keyboard.press('Enter');
  await expect(stopped(page)).toHaveCount(30);
  const last = page.getByRole('button', { name: 'old-029', exact: true });
  await tabTo(page, last, 'Shift+Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'old-029' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(last).toBeFocused();
  await expect(last).toBeInViewport();
  await expect(stopped(page)).toHaveCount(30);

  await page.keyboard.press('/');
  await page.keyboard.type('old-02');
  await expect(stopped(page)).toHaveCount(10);
  await press(page, 'old-021');
  await expect(page.getByRole('heading', { level: 1, name: 'old-021' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'old-021', exact: true })).toBeFocused();
  await expect(stopped(page)).toHaveCount(10);
  expect(lab.sideEffects).toEqual([]);
});

test('where nothing runs, the stopped ones are there at once, and it is looked for again without a mouse', async ({
  startLab,
  startApp,
}) => {
  const lab = await startLab({ sbx: { sandboxes: fleet('old', 2, 'stopped') } });
  const app = await startApp({ env: lab.env, settings: { ...calm, pollIntervalMs: 60_000 } });
  const page = await app.openPopup();
  await expect(page.getByText('Nothing is running, nothing to put to sleep.')).toBeVisible();
  await expect(stopped(page)).toHaveCount(2);
  expect(await axeViolations(page)).toEqual([]);
  const before = (await app.state())?.atMs ?? Number.NaN;
  await expect(await press(page, 'Look again')).toBeFocused();
  await expect.poll(async () => (await app.state())?.atMs).toBeGreaterThan(before);

  await tabTo(page, page.getByText('2 stopped sandboxes'));
  await page.keyboard.press('Enter');
  await expect(stopped(page)).toHaveCount(0);
  await page.keyboard.press('Enter');
  await press(page, 'Start again: old-001');
  await expect(card(page, 'old-001')).toBeFocused();
  // What was open stays so: the next one may be wanted, too.
  await expect(stopped(page)).toHaveCount(1);
});
