import type { Locator, Page } from '@playwright/test';
import { axeViolations, press, tabTo } from './accessibility.ts';
import { windowsOnScreen } from './desktop.ts';
import { expect, test } from './test.ts';

const calm = { pollIntervalMs: 500, memory: { budgetBytes: 'off', minIdleMs: 0 } };

const cards = (page: Page): Locator =>
  page.getByRole('listitem').filter({ has: page.getByRole('heading', { level: 2 }) });
const card = (page: Page, name: string): Locator =>
  page.getByRole('listitem').filter({ has: page.getByRole('heading', { name, exact: true }) });
const isOnScreen = async () => (await windowsOnScreen('Sandman')).length > 0;

test('among 200 sandboxes one is found by a few letters, without a mouse, and its page opens', async ({
  startLab,
  startApp,
}) => {
  const sandboxes = Array.from({ length: 200 }, (_, index) => {
    const number = String(index).padStart(3, '0');
    return { name: `box-${number}`, light: true, agent: index === 123 ? 'codex' : 'claude' };
  });
  const lab = await startLab({ sbx: { sandboxes } });
  const app = await startApp({ env: lab.env, settings: { ...calm, pollIntervalMs: 5_000 } });
  const page = await app.openPopup();
  await expect(cards(page)).toHaveCount(200);
  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox', { name: 'Search the sandboxes' })).toBeFocused();
  await page.keyboard.type('codex');
  await expect(cards(page)).toHaveCount(1);
  await expect(page.getByRole('search').getByRole('status')).toHaveText('1 of 200');
  await page.keyboard.press('Escape');
  await expect(cards(page)).toHaveCount(200);
  await page.keyboard.type('nothing like it');
  await expect(page.getByRole('search').getByRole('status')).toHaveText('Nothing matches.');
  await tabTo(page, page.getByRole('button', { name: 'Clear the search' }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('searchbox', { name: 'Search the sandboxes' })).toBeFocused();
  await expect(cards(page)).toHaveCount(200);

  await page.keyboard.press('Control+f');
  await page.keyboard.type('box-12');
  await expect(cards(page)).toHaveCount(10);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(card(page, 'box-120')).toBeFocused();
  await page.keyboard.press('End');
  await expect(card(page, 'box-129')).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await expect(card(page, 'box-128')).toBeFocused();
  expect(await axeViolations(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('box-128');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('200 sandboxes');
  await expect(page.getByRole('button', { name: 'box-128', exact: true })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect.poll(isOnScreen).toBe(false);
  expect(lab.sideEffects).toEqual([]);
});

test('where no runtime can be asked, it is looked for again without a mouse', async ({ startLab, startApp }) => {
  const lab = await startLab({ sbx: { sandboxes: [{ name: 'one', light: true }] } });
  lab.fault('sandboxd ', { kind: 'hang' });
  lab.fault('sbx daemon status', { kind: 'hang', ignoreSigterm: true });
  const app = await startApp({ env: lab.env, settings: { ...calm, pollIntervalMs: 60_000 } });
  const page = await app.openPopup();
  await expect(page.getByText('Sandman cannot see your sandboxes, so it stops none of them.').first()).toBeVisible({
    timeout: 60_000,
  });
  const before = (await app.state())?.atMs ?? Number.NaN;
  await expect(await press(page, 'Look again')).toBeFocused();
  // Well before it would look again by itself.
  await expect.poll(async () => (await app.state())?.atMs, { timeout: 40_000 }).toBeGreaterThan(before);
});

test('Escape leaves the panel of the key as its Back button does', async ({ startLab, startApp }) => {
  const lab = await startLab({ sbx: { sandboxes: [{ name: 'one', light: true }] } });
  const app = await startApp({ env: lab.env, settings: calm });
  const page = await app.openPopup();
  const opener = await press(page, 'API key');
  await expect(page.getByRole('heading', { level: 2, name: 'API key' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('heading', { level: 2, name: 'API key' })).toHaveCount(0);
  await expect(opener).toBeFocused();
  expect(await isOnScreen()).toBe(true);

  // Also when it is pressed as soon as the panel is there, before anything of it is painted.
  await page.evaluate(() => {
    const escape = () => window.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }));
    document.addEventListener('focusin', () => queueMicrotask(escape), { once: true });
    document.querySelector<HTMLElement>('#key-opener')?.click();
  });
  await expect(page.getByRole('heading', { level: 2, name: 'API key' })).toHaveCount(0);
  await expect(opener).toBeFocused();
  expect(await isOnScreen()).toBe(true);
});

test('a stop is taken back with one click, and a double click stops only once', async ({ startLab, startApp }) => {
  const lab = await startLab({ sbx: { sandboxes: [{ name: 'one', cpuFraction: 0.2 }] } });
  const app = await startApp({ env: lab.env, settings: calm });
  const page = await app.openPopup();
  const one = card(page, 'one');
  await one.getByRole('button', { name: 'Stop one' }).dblclick();
  await expect(one).toContainText('Stopped by you');
  expect(lab.box('sbx', 'one').vm).toBeNull();
  expect((await app.ledger()).filter((entry) => entry.decision === 'stopping')).toHaveLength(1);
  expect(await axeViolations(page)).toEqual([]);

  await one.getByRole('button', { name: 'Start again: one' }).click();
  await expect(one.getByRole('button', { name: 'Stop one' })).toBeVisible();
  expect(lab.box('sbx', 'one').vm).not.toBeNull();
  expect(await app.ledgerEntry((entry) => entry.decision === 'started')).toMatchObject({ who: 'user', sandbox: 'one' });
});

test('where a start needs a terminal, the command for it is shown and copied', async ({ startLab, startApp }) => {
  const lab = await startLab({ dockerSandbox: { sandboxes: [{ name: 'vm-one', cpuFraction: 0.2 }] } });
  const app = await startApp({ env: lab.env, settings: calm });
  const page = await app.openPopup();
  const one = card(page, 'vm-one');
  await one.getByRole('button', { name: 'Stop vm-one' }).click();
  await expect(one).toContainText('docker sandbox run vm-one');
  await one.getByRole('button', { name: 'Copy command: vm-one' }).click();
  await expect
    .poll(() => app.electron.evaluate(({ clipboard }) => clipboard.readText()))
    .toBe('docker sandbox run vm-one');
});

test('what is locked is left alone by "stop all idle"', async ({ startLab, startApp }) => {
  const lab = await startLab({ sbx: { sandboxes: [{ name: 'locked' }, { name: 'free' }] } });
  const app = await startApp({ env: lab.env, settings: { ...calm, idle: { graceMs: 0 } } });
  const page = await app.openPopup();
  await expect(page.getByRole('button', { name: 'Stop 2 idle' })).toBeVisible({ timeout: 30_000 });
  await card(page, 'locked').getByRole('button', { name: 'Protect locked' }).click();
  await expect(card(page, 'locked').getByRole('button', { name: 'Unprotect locked' })).toBeVisible();
  // Its sessions are asked for only then, and until they are known it is not taken for idle.
  await expect(card(page, 'free')).toContainText(/0 sessions.*idle for [1-9]/);
  await page.getByRole('button', { name: 'Stop 1 idle' }).click();
  await expect(card(page, 'free')).toContainText('Stopped by you');
  expect(lab.box('sbx', 'free').vm).toBeNull();
  expect(lab.box('sbx', 'locked').vm).not.toBeNull();
});

test('a card has a name for everything on it, and its menu goes by the arrows', async ({ startLab, startApp }) => {
  const box = { name: 'one', cpuFraction: 0.2, ports: [{ hostPort: 8080, sandboxPort: 3000 }] };
  const lab = await startLab({ sbx: { sandboxes: [box] } });
  const app = await startApp({ env: lab.env, settings: calm });
  const page = await app.openPopup();
  await expect(card(page, 'one')).toMatchAriaSnapshot(`
    - listitem "one":
      - heading "one" [level=2]:
        - button "one"
      - button "Protect one"
      - button "More for one"
      - paragraph:
        - 'button "Open the folder of one: ~/one"'
      - term: Memory
      - term: CPU
      - term: Ports
      - definition:
        - button "Open port 8080 of one in the browser"
      - 'button "Keep awake: one"'
      - button "Stop one"
  `);
  await card(page, 'one').focus();
  await page.getByRole('button', { name: 'More for one' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitem', { name: 'Details' })).toBeFocused();
  await page.keyboard.press('End');
  await expect(page.getByRole('menuitem', { name: 'Never stop it for being idle' })).toBeFocused();
  expect(await axeViolations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('menu')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'More for one' })).toBeFocused();
  expect(await isOnScreen()).toBe(true);
  await page.keyboard.press('Enter');
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await expect(card(page, 'one')).toContainText('Auto-stop is off');
});

test('half a minute after it closed the popup has no process any more, and the next click brings another', async ({
  startLab,
  startApp,
}) => {
  const lab = await startLab({ sbx: { sandboxes: [{ name: 'one' }] } });
  const app = await startApp({ env: lab.env, settings: calm });
  const first = await app.openPopup();
  await expect.poll(isOnScreen).toBe(true);
  const windows = () => app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
  expect(await windows()).toBe(1);
  // The page hears of its own end later than the main process does.
  const gone = first.waitForEvent('close', { timeout: 40_000 });
  await first.keyboard.press('Escape');
  await expect.poll(isOnScreen).toBe(false);
  // Kept for the next click, and gone half a minute later.
  expect(await windows()).toBe(1);
  await gone;
  expect(await windows()).toBe(0);
  const second = await app.openPopup();
  expect(second).not.toBe(first);
  await expect(card(second, 'one')).toBeVisible();
});
