import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import type { SandmanApp } from './app.ts';
import { axeViolations, press, tabTo } from './accessibility.ts';
import { openedPopup } from './pages.ts';
import { expect, test } from './test.ts';

const fleet = { sbx: { sandboxes: [{ name: 'api', memoryMiB: 32, cpuFraction: 0.2 }] } };

const settingsFile = (app: SandmanApp) => readFile(path.join(app.home, 'settings.json'), 'utf8');
const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name });

test('a fresh install is led through three screens by keyboard alone, and ends with the sandboxes', async ({
  startLab,
  startApp,
}) => {
  const lab = await startLab(fleet);
  const app = await startApp({ env: lab.env });
  const page = await openedPopup(app);
  await expect(heading(page, 'Welcome to Sandman')).toBeFocused();
  await expect(page.getByRole('region', { name: 'Found on this machine' })).toContainText('One sandbox is running');
  expect(await axeViolations(page)).toEqual([]);
  await tabTo(page, page.getByRole('button', { name: 'Continue' }));
  await page.keyboard.press('Enter');

  await expect(heading(page, 'What about idle sandboxes?')).toBeFocused();
  await expect(page.getByRole('radio', { name: /Only watch for 3 days/ })).toBeChecked();
  expect(await axeViolations(page)).toEqual([]);
  await tabTo(page, page.getByRole('radio', { name: /Only watch for 3 days/ }));
  await page.keyboard.press('Enter');

  await expect(heading(page, 'And when memory is high?')).toBeFocused();
  await expect(page.getByRole('combobox', { name: 'Sandman may' })).toHaveAccessibleDescription(/the largest first/);
  expect(await axeViolations(page)).toEqual([]);
  const login = page.getByRole('checkbox', { name: /Start at login/ });
  await tabTo(page, login);
  await page.keyboard.press('Space');
  await expect(login).toBeChecked();
  const autostart = path.join(lab.env['HOME'] ?? '', '.config', 'autostart', 'sandman.desktop');
  expect(await readFile(autostart, 'utf8')).toContain('Exec=');
  await page.keyboard.press('Space');
  await expect(login).not.toBeChecked();
  await expect(readFile(autostart)).rejects.toThrow('ENOENT');
  await tabTo(page, page.getByRole('button', { name: 'Done' }));
  await page.keyboard.press('Enter');

  await expect(page.getByRole('heading', { name: 'api' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Watch-only mode' })).toContainText('Sandman only watches for now');
  const { settings } = (await app.state()) ?? {};
  expect(settings).toMatchObject({ watchOnly: true, firstRun: null });
  const { sinceMs = 0, untilMs = 0 } = settings?.trial ?? {};
  expect(untilMs - sinceMs).toBe(3 * 86_400_000);
});

test('it goes on where it was after a restart, goes back, and is not shown again when it is over', async ({
  startLab,
  startApp,
}) => {
  const lab = await startLab(fleet);
  const first = await startApp({ env: lab.env });
  const before = await openedPopup(first);
  await before.getByRole('button', { name: 'Continue' }).click();
  await tabTo(before, before.getByRole('radio', { name: /Only watch/ }));
  await before.keyboard.press('ArrowDown');
  await expect(before.getByRole('radio', { name: /Stop them after/ })).toBeChecked();
  await press(before, 'Continue');
  await expect(heading(before, 'And when memory is high?')).toBeFocused();
  const left = await settingsFile(first);
  await first.electron.close();

  const second = await startApp({ env: lab.env, settingsText: left });
  const page = await openedPopup(second);
  await expect(heading(page, 'And when memory is high?')).toBeFocused();
  await tabTo(page, page.getByRole('combobox', { name: 'Sandman may' }));
  await page.keyboard.press('Home');
  await tabTo(page, page.getByRole('checkbox', { name: /notifications/ }));
  await page.keyboard.press('Space');
  await press(page, 'Back');
  await expect(heading(page, 'What about idle sandboxes?')).toBeFocused();
  await page.getByRole('radio', { name: /Stop them after/ }).check();
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByRole('heading', { name: 'api' })).toBeVisible();
  expect((await second.state())?.settings).toMatchObject({
    watchOnly: false,
    trial: null,
    firstRun: null,
    memory: { act: 'notify' },
    notifications: { warnings: false, stops: false, memory: false, problems: false },
  });
  const over = await settingsFile(second);
  await second.electron.close();

  const third = await startApp({ env: lab.env, settingsText: over });
  const popup = await third.openPopup();
  await expect(popup.getByRole('heading', { name: 'api' })).toBeVisible();
});

test('without a runtime it offers the demo', async ({ startApp }) => {
  const app = await startApp({
    env: { PATH: '/nowhere', SANDMAN_ONLY_PATH: '1', DOCKER_HOST: 'unix:///nowhere.sock' },
    // The next look by itself is a minute away.
    settings: { pollIntervalMs: 60_000, firstRun: 'welcome' },
  });
  const page = await openedPopup(app);
  await expect(page.getByText('There is nothing on this machine that runs Docker Sandboxes.')).toBeVisible();
  expect(await axeViolations(page)).toEqual([]);
  const before = (await app.state())?.atMs ?? Number.NaN;
  await press(page, 'Look again');
  await expect.poll(async () => (await app.state())?.atMs).toBeGreaterThan(before);
  await press(page, 'Show the demo');
  await expect(page.locator('.card')).toHaveCount(4);
});
