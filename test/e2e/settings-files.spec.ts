import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import type { Settings } from '../../main/core/settings/schema.ts';
import { axeViolations, liveTexts, press } from './accessibility.ts';
import { recordOpened } from './opened.ts';
import { settingsOf, settingsPage } from './pages.ts';
import { calm, fleet, go } from './settings-page.ts';
import { expect, test } from './test.ts';

/** What a chosen file would change. */
const importPreview = (page: Page) => page.getByRole('group', { name: 'What this file would change' });

test('settings are exported and imported, and a damaged import changes nothing', async ({ startLab, startApp }) => {
  const lab = await startLab(fleet);
  // By hand, and further than the window: ten looks a second.
  const settings = { ...calm, pollIntervalMs: 100, theme: 'dark' };
  const app = await startApp({ env: lab.env, args: ['--settings'], settings });
  const page = await settingsPage(app);
  const file = path.join(app.home, 'exported.json');
  await app.electron.evaluate(({ dialog }, chosen) => {
    // They belong to the window: one that does not would open behind it on some desktops.
    const isOwned = (owner: unknown) => (owner as { getTitle?: () => string }).getTitle?.() === 'Sandman Settings';
    dialog.showSaveDialog = (owner: unknown) => Promise.resolve({ canceled: !isOwned(owner), filePath: chosen });
    dialog.showOpenDialog = (owner: unknown) => Promise.resolve({ canceled: !isOwned(owner), filePaths: [chosen] });
  }, file);
  await go(page, 'general');
  await press(page, 'Export…');
  await expect.poll(() => existsSync(file)).toBe(true);
  const exported = JSON.parse(await readFile(file, 'utf8')) as Settings;
  expect(exported).toMatchObject({ version: 1, theme: 'dark', idle: { enabled: false } });
  expect(Object.keys(exported)).not.toContain('keepAwakeUntilMs');

  await writeFile(file, JSON.stringify({ ...exported, idle: { ...exported.idle, timeoutMs: 'soon' } }));
  await press(page, 'Import…');
  await expect(page.getByText('has a value that cannot be used at "idle.timeoutMs"')).toBeVisible();
  expect((await settingsOf(app))?.idle.enabled).toBe(false);

  await writeFile(file, JSON.stringify({ ...exported, idle: { ...exported.idle, enabled: true, timeoutMs: 900_000 } }));
  await press(page, 'Import…');
  await expect(importPreview(page)).toContainText('Without a session: 15 min (now 30 min)');
  await press(page, /^Import$/);
  await expect.poll(async () => (await settingsOf(app))?.idle).toMatchObject({ enabled: true, timeoutMs: 900_000 });
  await expect(page.getByText(/^Imported\. .* further than this window lets .*: pollIntervalMs/)).toBeVisible();
  expect((await settingsOf(app))?.pollIntervalMs).toBe(1_000);
  await go(page, 'idle');
  await expect(page.getByLabel('Without a session')).toHaveValue('15 min');
});

test('an import changes nothing before it was seen and agreed to, by keyboard alone', async ({
  startLab,
  startApp,
}) => {
  const lab = await startLab(fleet);
  const settings = { ...calm, theme: 'light', sandboxes: { 'sbx/web-shop': { protected: true } } };
  const app = await startApp({ env: lab.env, args: ['--settings'], settings });
  const page = await settingsPage(app);
  const file = path.join(app.home, 'theirs.json');
  const theirs = { theme: 'light', idle: { enabled: true, timeoutMs: 900_000 }, pollIntervalMs: 100, colour: 'red' };
  await writeFile(file, JSON.stringify(theirs));
  await app.electron.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
  }, file);
  const onDisk = () => readFile(path.join(app.home, 'settings.json'), 'utf8');
  const preview = importPreview(page);
  const importButton = page.getByRole('button', { name: 'Import…' });
  await go(page, 'general');
  const before = await onDisk();

  await press(page, 'Import…');
  await expect(preview).toBeFocused();
  for (const text of [
    'Stop idle sandboxes: on (now off)',
    'Without a session: 15 min (now 30 min)',
    'Settings of single sandboxes: 0 entries (now 1 entry)',
    'Removed: sbx/web-shop · Protected: nothing stops it',
    'One sandbox would no longer be protected: sbx/web-shop.',
    'One value goes further than this window lets it and would get the nearest that it takes: pollIntervalMs.',
    'One entry of the file is not understood and would be left out: colour.',
  ]) {
    await expect(preview.getByText(text, { exact: true })).toBeVisible();
    // It is read out with the group that has the focus.
    await expect(preview).toHaveAccessibleDescription(new RegExp(text.replaceAll(/[.()]/g, '\\$&')));
  }
  expect(await axeViolations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(preview).toHaveCount(0);
  await expect(importButton).toBeFocused();
  expect(await onDisk()).toBe(before);

  await page.keyboard.press('Enter');
  await expect(preview).toBeFocused();
  await press(page, 'Cancel');
  await expect(preview).toHaveCount(0);
  await expect(importButton).toBeFocused();
  expect(await onDisk()).toBe(before);

  await page.keyboard.press('Enter');
  await expect(preview).toBeFocused();
  // What is imported is what was read then.
  await writeFile(file, '{}');
  await page.evaluate(() => window.sandman.call('changeSettings', { theme: 'dark' }));
  await page.waitForFunction(() => matchMedia('(prefers-color-scheme: dark)').matches);
  expect(await axeViolations(page)).toEqual([]);
  const changed = await onDisk();
  await press(page, /^Import$/);
  // The settings were others meanwhile: that has to be seen first.
  await expect(preview).toContainText('Appearance: Light (now Dark)');
  await expect(preview).toBeFocused();
  expect((await liveTexts(page)).join()).toContain('the settings here have changed meanwhile');
  expect(await onDisk()).toBe(changed);

  await press(page, /^Import$/);
  await expect(preview).toHaveCount(0);
  await expect(importButton).toBeFocused();
  await expect.poll(async () => (await liveTexts(page)).join()).toMatch(/Imported\. .*: pollIntervalMs\./);
  expect(JSON.parse(await onDisk())).toMatchObject({
    theme: 'light',
    idle: { enabled: true, timeoutMs: 900_000 },
    pollIntervalMs: 1_000,
    sandboxes: {},
  });

  // Of what holds already nothing is left to agree to.
  await writeFile(file, JSON.stringify({ ...theirs, pollIntervalMs: 1_000 }));
  await page.keyboard.press('Enter');
  await expect(preview).toContainText('Nothing: the settings would stay as they are.');
  await expect(page.getByRole('button', { name: /^Import$/ })).toHaveCount(0);
  await press(page, 'Close');
  await expect(importButton).toBeFocused();
});

test('the files of the app are shown in the file manager, by keyboard alone', async ({ startLab, startApp }) => {
  const lab = await startLab(fleet);
  const opened = await recordOpened(lab);
  const app = await startApp({ env: lab.env, args: ['--settings'], settings: calm });
  const page = await settingsPage(app);
  await go(page, 'general');
  // There is no ledger yet; its folder is the next best.
  await press(page, 'Show: Ledger');
  await expect.poll(opened).toEqual([app.home]);
  // There is no file manager on this bus to be asked for a file, and Electron opens a folder above it.
  for (const [index, name] of ['Settings file', 'Log'].entries()) {
    await press(page, `Show: ${name}`);
    await expect.poll(opened).toHaveLength(2 + index);
    expect([app.home, path.dirname(app.home)]).toContain((await opened()).at(-1));
  }
});
