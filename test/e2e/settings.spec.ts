import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { settingsSections } from '../../preload/contract.ts';
import { axeViolations, press, tabTo } from './accessibility.ts';
import { closeByFrame, pressKey, windowsOnScreen } from './desktop.ts';
import { settingsOf, settingsPage } from './pages.ts';
import { calm, fill, fleet, gib, go } from './settings-page.ts';
import { expect, test } from './test.ts';

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

test('the key panel is opened in the popup', async ({ startLab, startApp }) => {
  const lab = await startLab(fleet);
  const app = await startApp({ env: lab.env, args: ['--settings'], settings: calm });
  const page = await settingsPage(app);
  await go(page, 'key');
  await expect(page.getByText('Anthropic API key')).toBeVisible();
  const [popup] = await Promise.all([app.electron.waitForEvent('window'), press(page, 'Open the key panel')]);
  await expect(popup.getByRole('heading', { name: 'API key' })).toBeVisible();
});
