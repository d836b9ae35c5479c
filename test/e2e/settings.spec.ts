import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Locator, Page } from '@playwright/test';
import type { Settings } from '../../main/core/settings/schema.ts';
import { settingsSections, type SettingsSection } from '../../preload/contract.ts';
import { axeViolations, liveTexts, press, tabTo } from './accessibility.ts';
import { closeByFrame, pressKey, waitForNotification, windowsOnScreen } from './desktop.ts';
import { recordOpened } from './opened.ts';
import { settingsOf, settingsPage } from './pages.ts';
import { expect, test } from './test.ts';

const gib = 1024 ** 3;
const fleet = {
  sbx: {
    sandboxes: [
      { name: 'web-shop', agent: 'claude', memoryMiB: 128, cpuFraction: 0.2 },
      { name: 'api', memoryMiB: 16, cpuFraction: 0.2 },
    ],
  },
};
const calm = { pollIntervalMs: 500, idle: { enabled: false } };

/** To a section by keyboard: the tabs are one stop, and the arrows lead from one to the next. */
async function go(page: Page, section: SettingsSection): Promise<void> {
  await tabTo(page, page.getByRole('tab', { selected: true }));
  await page.keyboard.press('Home');
  for (let index = 0; index < settingsSections.indexOf(section); index += 1) await page.keyboard.press('ArrowDown');
  await expect(page.locator(`#tab-${section}`)).toBeFocused();
  await expect(page.locator(`#tab-${section}`)).toHaveAttribute('aria-selected', 'true');
}

/** Into the control with this name, and types over what is in it. */
async function fill(page: Page, name: string, text: string, scope: Page | Locator = page): Promise<void> {
  await tabTo(page, scope.getByLabel(name, { exact: true }));
  await page.keyboard.press('Control+a');
  await page.keyboard.type(text);
}

/** What a chosen file would change. */
const importPreview = (page: Page) => page.getByRole('group', { name: 'What this file would change' });

test('the window is one, an ordinary one, keeps its size, and leaves no process behind', async ({
  startLab,
  startApp,
}) => {
  const lab = await startLab(fleet);
  const app = await startApp({ env: lab.env, settings: calm });
  const popup = await app.openPopup();
  await popup.getByRole('button', { name: 'Settings' }).click();
  const page = await settingsPage(app);
  await expect.poll(async () => (await windowsOnScreen('Sandman Settings')).length).toBe(1);
  await expect.poll(async () => (await windowsOnScreen('Sandman')).length).toBe(0);
  expect(await page.evaluate(() => Object.keys(window.sandman).sort())).toEqual(['call', 'on']);
  await page.evaluate(() => window.sandman.call('openSettings', { section: 'memory' }));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Memory');
  expect(app.electron.windows().filter((one) => one.url().includes('settings.html'))).toHaveLength(1);

  const pid = await app.electron.evaluate(({ BrowserWindow }) => {
    const window = BrowserWindow.getAllWindows().find((one) => one.webContents.getURL().includes('settings.html'));
    window?.setSize(700, 500);
    return window?.webContents.getOSProcessId();
  });
  expect(pid).toBeGreaterThan(0);
  await pressKey('Escape');
  await expect.poll(() => existsSync(`/proc/${pid}`)).toBe(false);
  expect(await windowsOnScreen('Sandman Settings')).toEqual([]);

  const again = await app.openPopup();
  await again.getByRole('button', { name: 'Settings' }).click();
  const second = await settingsPage(app);
  await expect.poll(async () => (await windowsOnScreen('Sandman Settings')).length).toBe(1);
  const size = await app.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()
      .find((one) => one.webContents.getURL().includes('settings.html'))
      ?.getSize(),
  );
  expect(size).toEqual([700, 500]);
  await go(second, 'memory');
  await fill(second, 'Cap for each sandbox', '3 GB');
  await pressKey('ctrl+w');
  await expect.poll(async () => (await windowsOnScreen('Sandman Settings')).length).toBe(0);
  expect((await settingsOf(app))?.memory.capBytes).toBe(3 * gib);
});

test('what was typed holds also when the window is closed by its frame', async ({ startLab, startApp }) => {
  const lab = await startLab(fleet);
  const app = await startApp({ env: lab.env, args: ['--settings'], settings: calm });
  const page = await settingsPage(app);
  await go(page, 'memory');
  await fill(page, 'Cap for each sandbox', '2 GB');
  expect((await settingsOf(app))?.memory.capBytes).toBeNull();
  await closeByFrame('Sandman Settings');
  await expect.poll(async () => (await windowsOnScreen('Sandman Settings')).length).toBe(0);
  expect((await settingsOf(app))?.memory.capBytes).toBe(2 * gib);
});

test('every section is reached by keyboard and has nothing that axe finds wrong, light and dark', async ({
  startLab,
  startApp,
}) => {
  const lab = await startLab(fleet);
  const app = await startApp({
    env: lab.env,
    args: ['--settings'],
    settings: {
      ...calm,
      rules: [{ match: { name: 'web-*' }, protected: true }],
      schedules: [{ id: 'evening', cron: '0 19 * * 1-5', action: 'stop-idle' }],
      memory: { capsByName: { api: gib } },
    },
  });
  const page = await settingsPage(app);
  for (const theme of ['light', 'dark'] as const) {
    await page.evaluate((wanted) => window.sandman.call('changeSettings', { theme: wanted }), theme);
    await page.waitForFunction((dark) => matchMedia('(prefers-color-scheme: dark)').matches === dark, theme === 'dark');
    for (const section of settingsSections) {
      await go(page, section);
      expect(await axeViolations(page), `${section}, ${theme}`).toEqual([]);
    }
    for (const [section, button] of [
      ['idle', 'Add rule…'],
      ['memory', 'Add cap…'],
      ['schedules', 'Add schedule…'],
    ] as const) {
      await go(page, section);
      await press(page, button);
      expect(await axeViolations(page), `editor in ${section}, ${theme}`).toEqual([]);
      await page.keyboard.press('Escape');
      await expect(page.getByRole('button', { name: button })).toBeFocused();
    }
  }
});

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
  const times = { enabled: true, timeoutMs: 600_000, timeoutWithSessionsMs: 7_200_000 };
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
  }
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
  await fill(page, 'Name', 'api');
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

test('theme and language change at once, for the window and for good', async ({ startLab, startApp }) => {
  const lab = await startLab(fleet);
  const app = await startApp({ env: lab.env, args: ['--settings'], settings: { ...calm, theme: 'light' } });
  const page = await settingsPage(app);
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await go(page, 'general');
  const light = await background();
  await tabTo(page, page.getByLabel('Appearance'));
  await page.keyboard.press('D');
  await expect.poll(background).not.toBe(light);
  expect(await app.electron.evaluate(({ nativeTheme }) => nativeTheme.themeSource)).toBe('dark');
  expect((await settingsOf(app))?.theme).toBe('dark');
  await page.keyboard.press('Home');
  await expect.poll(background).toBe(light);
  expect((await settingsOf(app))?.theme).toBe('system');

  await tabTo(page, page.getByLabel('Language'));
  await page.keyboard.press('D');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Allgemein');
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  await expect.poll(async () => (await windowsOnScreen('Sandman-Einstellungen')).length).toBe(1);
  expect(await axeViolations(page)).toEqual([]);
});

test('start at login shows what is, not what was wished', async ({ startLab, startApp }) => {
  const lab = await startLab(fleet);
  const folder = path.join(lab.env['HOME'] ?? '', '.config', 'autostart');
  const file = path.join(folder, 'sandman.desktop');
  const app = await startApp({ env: lab.env, args: ['--settings'], settings: calm });
  const page = await settingsPage(app);
  await go(page, 'general');
  const login = page.getByRole('switch', { name: 'Start at login' });
  await expect(login).not.toBeChecked();
  await tabTo(page, login);
  await page.keyboard.press('Space');
  await expect(login).toBeChecked();
  expect(await readFile(file, 'utf8')).toContain('[Desktop Entry]');

  // The desktop's own dialog switches it off, and the window comes to the front again.
  await writeFile(file, (await readFile(file, 'utf8')).replace('[Desktop Entry]', '[Desktop Entry]\nHidden=true'));
  await page.evaluate(() => window.dispatchEvent(new Event('focus')));
  await expect(login).not.toBeChecked();
  await expect(page.getByText('switched off in the settings of the system')).toBeVisible();

  await mkdir(folder, { recursive: true });
  await writeFile(file, '[Desktop Entry]\nExec=mine\n');
  await page.evaluate(() => window.dispatchEvent(new Event('focus')));
  await expect(login).toBeDisabled();
  await expect(page.getByText('Something else has the name of our file')).toBeVisible();
});

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

test('a test notification is sent, runtimes are looked at, and the footprint is live', async ({
  startLab,
  startApp,
}) => {
  const lab = await startLab(fleet);
  const app = await startApp({ env: lab.env, args: ['--settings'], settings: calm });
  const page = await settingsPage(app);
  await go(page, 'notifications');
  await press(page, 'Send a test');
  await waitForNotification((one) => one.summary === 'This is a test');
  await expect(page.getByText('Sent.')).toBeVisible();

  await go(page, 'runtimes');
  const sbx = page.getByRole('listitem').filter({ hasText: 'Docker Sandboxes (sbx)' });
  await expect(sbx).toContainText('Ready');
  await expect(sbx).toContainText(`${lab.env['PATH']}/sbx`);
  const before = (await app.state())?.atMs ?? 0;
  await press(page, 'Look again');
  await expect.poll(async () => (await app.state())?.atMs).toBeGreaterThan(before);
  const testButton = await press(page, 'Test: Docker Sandboxes (sbx)');
  await expect(sbx.getByRole('status')).toHaveText('Tested: it answers. It has 2 sandboxes; 2 run.');
  await expect(testButton).toBeFocused();
  lab.fault('sandboxd ', { kind: 'hang' });
  lab.fault('sbx daemon status', { kind: 'hang', ignoreSigterm: true });
  await page.keyboard.press('Enter');
  await expect(sbx.getByRole('status')).toHaveText(/^Tested: it did not answer this time/, { timeout: 60_000 });
  await page.keyboard.press('Enter');
  await expect(sbx.getByRole('status')).toHaveText('Tested: It does not answer.', { timeout: 60_000 });
  await expect(sbx).toContainText('Sandman asks again every minute.');

  await go(page, 'about');
  await expect(page.locator('[data-footprint=memory]')).toHaveText(/^\d+ MB$/);
  await expect(page.locator('[data-footprint=cpu]')).toHaveText(/^[\d.]+%$/);
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
  }
});

test('the key panel is opened in the popup', async ({ startLab, startApp }) => {
  const lab = await startLab(fleet);
  const app = await startApp({ env: lab.env, args: ['--settings'], settings: calm });
  const page = await settingsPage(app);
  await go(page, 'key');
  await expect(page.getByText('Anthropic API key')).toBeVisible();
  const [popup] = await Promise.all([app.electron.waitForEvent('window'), press(page, 'Open the key panel')]);
  await expect(popup.getByRole('heading', { name: 'API key' })).toBeVisible();
});
