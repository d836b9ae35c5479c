import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Settings } from '../../main/core/settings/schema.ts';
import { press, tabTo } from './accessibility.ts';
import { settingsOf, settingsPage } from './pages.ts';
import { calm, fill, fleet, gib, go } from './settings-page.ts';
import { expect, test } from './test.ts';

test('a schedule is added with its preview, switched off and removed, by keyboard alone', async ({
  startLab,
  startApp,
}) => {
  const lab = await startLab(fleet);
  const app = await startApp({ env: lab.env, args: ['--settings'], settings: calm });
  const page = await settingsPage(app);
  await go(page, 'schedules');
  await press(page, 'Add schedule…');
  await expect(page.getByLabel('Start from')).toBeFocused();
  const preview = page.locator('.preview');
  await expect(preview).toContainText('At 7:00 PM, Monday through Friday');
  await expect(preview.getByRole('listitem')).toHaveCount(5);

  await fill(page, 'Times', '30 18 * *');
  await expect(page.getByText('That is not a cron expression of five fields')).toBeVisible();
  await expect(preview.getByRole('listitem')).toHaveCount(0);
  await page.keyboard.press('Enter');
  expect((await settingsOf(app))?.schedules).toEqual([]);

  await fill(page, 'Times', '30 18 * * 5');
  await expect(preview).toContainText('At 6:30 PM');
  await expect(preview.getByRole('listitem')).toHaveCount(5);
  await fill(page, 'For how long', '1 h 30 min');
  await page.keyboard.press('Enter');
  await expect(page.locator('.editor')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Add schedule…' })).toBeFocused();
  const said = { id: 'stop-idle', cron: '30 18 * * 5', action: 'stop-idle', forMs: 90 * 60_000, enabled: true };
  expect((await settingsOf(app))?.schedules).toMatchObject([said]);

  const onOff = page.getByRole('switch', { name: /^On: At 6:30 PM/ });
  await tabTo(page, onOff);
  await page.keyboard.press('Space');
  await expect(onOff).not.toBeChecked();
  expect((await settingsOf(app))?.schedules).toMatchObject([{ ...said, enabled: false }]);
  await press(page, /^Remove At 6:30 PM/);
  await expect(page.getByText('No schedules')).toBeVisible();
  expect((await settingsOf(app))?.schedules).toEqual([]);
});

test('rules are added, moved, changed and removed, by keyboard alone', async ({ startLab, startApp }) => {
  const lab = await startLab(fleet);
  const app = await startApp({
    env: lab.env,
    args: ['--settings'],
    settings: { ...calm, rules: [{ match: { agent: 'gemini' }, idle: { enabled: false } }] },
  });
  const page = await settingsPage(app);
  await press(page, 'Add rule…');
  await expect(page.getByLabel('Name', { exact: true })).toBeFocused();
  await expect(page.getByText('Say which sandboxes are meant.')).toBeVisible();
  await page.keyboard.press('Enter');
  expect((await settingsOf(app))?.rules).toHaveLength(1);
  await fill(page, 'Name', 'web-*');
  await expect(page.getByText('Fits one sandbox now: web-shop.')).toBeVisible();
  await tabTo(page, page.getByLabel('What holds for them'));
  await page.keyboard.press('P');
  await press(page, 'Save');
  await expect(page.locator('.editor')).toHaveCount(0);
  const shop = { match: { name: 'web-*' }, protected: true };
  await expect.poll(async () => (await settingsOf(app))?.rules[1]).toEqual(shop);
  await expect.poll(async () => (await app.state())?.sandboxes.map((one) => one.protected === true)).toContain(true);

  await press(page, 'Move up: Name web-*');
  await expect.poll(async () => (await settingsOf(app))?.rules[0]).toEqual(shop);
  // It goes along, so that it can be moved on.
  await expect(page.getByRole('button', { name: 'Move up: Name web-*' })).toBeFocused();

  await press(page, 'Edit Name web-*');
  await tabTo(page, page.getByLabel('What holds for them'));
  await page.keyboard.press('T');
  await fill(page, 'Stop without a session after', '10 min', page.locator('.editor'));
  await page.keyboard.press('Enter');
  // What was not given stays what holds for all.
  const times = { enabled: true, timeoutMs: 600_000 };
  await expect.poll(async () => (await settingsOf(app))?.rules[0]).toEqual({ match: { name: 'web-*' }, idle: times });
  await expect(page.getByRole('button', { name: 'Edit Name web-*' })).toBeFocused();
  await press(page, 'Remove Name web-*');
  await expect.poll(async () => (await settingsOf(app))?.rules.length).toBe(1);
});

test('a cap is set; a wrong value says what is wrong and changes nothing', async ({ startLab, startApp }) => {
  const lab = await startLab(fleet);
  const app = await startApp({ env: lab.env, args: ['--settings'], settings: calm });
  const page = await settingsPage(app);
  await go(page, 'memory');
  const cap = page.getByLabel('Cap for each sandbox');
  for (const [text, words] of [
    ['lots', 'That is not an amount of memory'],
    ['1 MB', 'At least 64 MB.'],
  ] as const) {
    await fill(page, 'Cap for each sandbox', text);
    await expect(page.getByText(words)).toBeVisible();
    await expect(cap).toHaveAttribute('aria-invalid', 'true');
    await page.keyboard.press('Enter');
    expect((await settingsOf(app))?.memory.capBytes).toBeNull();
    // It stays to be corrected, so that it is said what holds.
    await page.keyboard.press('Tab');
    await expect(page.getByText(words)).toContainText('It was not taken: “No cap” still holds.');
    await expect(cap).toHaveValue(text);
  }
  await tabTo(page, cap, 'Shift+Tab');
  await page.keyboard.press('Escape');
  await expect(cap).toHaveValue('');
  await expect(cap).toHaveAttribute('aria-invalid', 'false');

  await fill(page, 'Cap for each sandbox', '2 GB');
  await page.keyboard.press('Tab');
  await expect.poll(async () => (await settingsOf(app))?.memory.capBytes).toBe(2 * gib);
  await expect(cap).toHaveValue('2 GB');
  const file = JSON.parse(await readFile(path.join(app.home, 'settings.json'), 'utf8')) as Settings;
  expect(file.memory.capBytes).toBe(2 * gib);
  const usedCaps = async () => (await app.state())?.sandboxes.map((one) => one.capBytes);
  await expect.poll(usedCaps).toEqual([2 * gib, 2 * gib]);

  await press(page, 'Add cap…');
  await expect(page.locator('.editor').getByText('Say which sandbox is meant.')).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Name', { exact: true })).toBeVisible();
  await fill(page, 'Name', 'api');
  await expect(page.getByText('Say which sandbox is meant.')).toHaveCount(0);
  await fill(page, 'Cap', '512 MB');
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await settingsOf(app))?.memory.capsByName).toEqual({ api: gib / 2 });
  await expect.poll(usedCaps).toContain(gib / 2);
});

test('the order of victims is shown and moved by keyboard', async ({ startLab, startApp }) => {
  const lab = await startLab(fleet);
  const app = await startApp({ env: lab.env, args: ['--settings'], settings: calm });
  const page = await settingsPage(app);
  await go(page, 'memory');
  const order = page.getByRole('list', { name: 'Who is stopped first' }).getByRole('listitem');
  const keys = () => order.evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset['key']));
  await expect.poll(keys).toEqual(['sbx/web-shop', 'sbx/api']);
  await expect(order.first()).toContainText('at work');
  await press(page, 'Move up: api');
  await expect.poll(keys).toEqual(['sbx/api', 'sbx/web-shop']);
  await expect(page.getByRole('button', { name: 'Move up: api' })).toBeFocused();
  expect((await settingsOf(app))?.memory.victimOrder).toEqual(['sbx/api', 'sbx/web-shop']);
  await press(page, 'Largest first');
  await expect.poll(keys).toEqual(['sbx/web-shop', 'sbx/api']);
});
