import { execa } from 'execa';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { findExecutable } from '../../main/core/process/find-executable.ts';
import { createRunner } from '../../main/core/process/run.ts';
import { findTrayHost } from '../../main/core/tray-host/tray-host.ts';
import { startDesktop, type Desktop } from '../../scripts/lib/desktop.ts';
import { desktopEnv, projectRoot } from './app.ts';
import { axeViolations, tabTo } from './accessibility.ts';
import { waitFor, windowProperties, windowsOnScreen } from './desktop.ts';
import { expect, test } from './test.ts';

/** A desktop beside the one with the panel. */
let dir: string;
let desktop: Desktop;

test.beforeAll(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'bare-'));
  desktop = await startDesktop({ dir, as: null, panel: false });
});

test.afterAll(async () => {
  await desktop.dispose();
  await rm(dir, { recursive: true, force: true });
});

/** Asked as the app asks it, with every tool that this machine has for it. */
async function trayHosts(env: NodeJS.ProcessEnv): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const tool of ['gdbus', 'dbus-send']) {
    const surroundings = { env, platform: process.platform, homeDir: os.homedir() };
    found[tool] = await findTrayHost({
      ...surroundings,
      findProgram: (name) => (name === tool ? findExecutable(name, surroundings) : Promise.resolve(null)),
      run: createRunner({ env }).run,
    });
  }
  return found;
}

test('a place for the icon is found on the desktop with a panel, and none on the one without', async () => {
  expect(await trayHosts(process.env)).toEqual({ gdbus: 'there', 'dbus-send': 'there' });
  expect(await trayHosts({ ...process.env, ...desktop.env })).toEqual({ gdbus: 'missing', 'dbus-send': 'missing' });
});

test('without a place for the icon it is an ordinary window that says so, comes back at the next start, and can be quit', async ({
  startLab,
  startApp,
}, testInfo) => {
  const lab = await startLab({ sbx: { sandboxes: [{ name: 'one', cpuFraction: 0.2 }] } });
  // The app sees only the programs of the lab, and this one.
  await symlink('/usr/bin/gdbus', path.join(lab.env['PATH'] ?? '', 'gdbus'));
  const env = { ...lab.env, ...desktop.env, XDG_CURRENT_DESKTOP: 'ubuntu:GNOME' };
  const app = await startApp({ env, settings: { pollIntervalMs: 500, language: 'en', firstRun: null }, tray: false });
  const all = { ...process.env, ...desktop.env };
  const onScreen = async () => (await windowsOnScreen('Sandman', all))[0] ?? null;

  const page = await app.electron.firstWindow();
  const hint = page.getByRole('list', { name: 'Notices' });
  await expect(hint).toContainText('This desktop does not show icons of background programs');
  await expect(hint).toContainText('AppIndicator and KStatusNotifierItem Support');
  await expect(page.getByRole('heading', { name: 'one' })).toBeVisible();
  expect(await axeViolations(page)).toEqual([]);
  await waitFor('its window', onScreen);
  // A window with a frame of the window manager, which does not go away by itself.
  const told = await windowProperties('Sandman', ['_NET_FRAME_EXTENTS', '_NET_WM_STATE', '_NET_WM_WINDOW_TYPE'], all);
  expect(told).toMatch(/_NET_FRAME_EXTENTS\(CARDINAL\) = \d+, \d+, [1-9]\d*, /);
  expect(told).toContain('_NET_WM_WINDOW_TYPE_NORMAL');
  expect(told).not.toMatch(/SKIP_TASKBAR|ABOVE/);
  await execa('import', ['-window', 'root', testInfo.outputPath('bare-desktop.png')], { env: all });
  await page.keyboard.press('Escape');
  expect(await onScreen()).not.toBeNull();

  const [settings] = await Promise.all([
    app.electron.waitForEvent('window'),
    page.getByRole('button', { name: 'Settings' }).click(),
  ]);
  await settings.getByRole('tab', { name: 'General' }).click();
  await expect(settings.getByRole('main')).toContainText('This desktop does not show icons');
  await settings.close();

  // By its page: the window of the settings may still be among them for a moment.
  await app.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()
      .find((one) => one.webContents.getURL().endsWith('/index.html'))
      ?.close(),
  );
  await waitFor('it is closed', async () => (await onScreen()) === null);
  const again = app.electron.waitForEvent('window');
  const second = await execa(process.env['SANDMAN_ELECTRON'] ?? '', [projectRoot], {
    env: { ...desktopEnv(), ...env, SANDMAN_HOME: app.home },
    reject: false,
    stdin: 'ignore',
    timeout: 60_000,
  });
  expect(second.exitCode).toBe(0);
  const back = await again;
  await expect(back.getByRole('list', { name: 'Notices' })).toContainText('does not show icons');

  const ended = new Promise<number | null>((resolve) => app.electron.process().once('exit', resolve));
  await tabTo(back, back.getByRole('button', { name: 'Quit Sandman' }));
  // The page is gone before the key is up again.
  await back.keyboard.press('Enter').catch(() => {});
  expect(await ended).toBe(0);
  expect(lab.sideEffects).toEqual([]);
});
