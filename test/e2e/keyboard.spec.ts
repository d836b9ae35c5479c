import { mkdir } from 'node:fs/promises';
import { press, tabTo } from './accessibility.ts';
import { windowsOnScreen } from './desktop.ts';
import { recordOpened } from './opened.ts';
import { cardOf, settingsOf, settingsPage } from './pages.ts';
import { expect, test } from './test.ts';

const calm = { pollIntervalMs: 500, language: 'en', memory: { budgetBytes: 'off', minIdleMs: 0 } };

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
  await press(page, 'Start again: one');
  await expect(one.getByRole('button', { name: 'Stop one' })).toBeVisible();
  await expect(one).toBeFocused();
  await press(page, 'Protect one', 'Space');
  await expect(page.getByRole('button', { name: 'Unprotect one' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Protect one' })).toBeFocused();

  // The arrows lead through the choice, and only what is pressed there is done.
  const keep = page.getByRole('button', { name: 'Keep awake: one' });
  await press(page, 'Keep awake: one');
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

test('a warned one is kept awake or stopped at once, and a stop that failed is tried again, without a mouse', async ({
  startLab,
  startApp,
}) => {
  const lab = await startLab({ sbx: { sandboxes: [{ name: 'kept' }, { name: 'ended' }] } });
  const idle = { timeoutMs: 3_000, timeoutWithSessionsMs: 3_000, warningMs: 600_000, graceMs: 0 };
  const app = await startApp({ env: lab.env, settings: { ...calm, pollIntervalMs: 400, idle } });
  const page = await app.openPopup();
  await expect(cardOf(page, 'kept').getByRole('button', { name: '+30 min: kept' })).toBeVisible({ timeout: 30_000 });
  await press(page, 'Keep awake: kept');
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await expect(cardOf(page, 'kept')).toContainText(/Kept awake for (1 day|23 hr)/);

  lab.fault('sbx stop', { kind: 'exit', code: 1, stderr: 'Error: it is locked' });
  await press(page, 'Stop now ended');
  const ended = cardOf(page, 'ended');
  await expect(ended).toContainText('Could not be stopped', { timeout: 60_000 });
  expect(lab.box('sbx', 'ended').vm).not.toBeNull();
  lab.fault('sbx stop', null);
  await press(page, 'Try again ended');
  await expect(ended).toContainText('Stopped by you');
  expect(lab.box('sbx', 'ended').vm).toBeNull();
});

test('what lies at the foot and in the head is used without a mouse', async ({ startLab, startApp }) => {
  const lab = await startLab({ sbx: { sandboxes: [{ name: 'one', cpuFraction: 0.2 }] } });
  const app = await startApp({ env: lab.env, settings: calm });
  const page = await app.openPopup();
  await tabTo(page, page.getByRole('checkbox', { name: 'Watch only' }));
  await page.keyboard.press('Space');
  await expect.poll(async () => (await settingsOf(app))?.watchOnly).toBe(true);
  await tabTo(page, page.getByRole('combobox', { name: 'Stop when idle for' }));
  // Quicker than any answer, and each of them counts.
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect.poll(async () => (await settingsOf(app))?.idle.timeoutMs).toBe(120 * 60_000);
  await page.keyboard.press('End');
  await expect.poll(async () => (await settingsOf(app))?.idle.enabled).toBe(false);
  await press(page, 'History of all sandboxes');
  await expect(page.getByRole('heading', { level: 1, name: 'All sandboxes' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'History of all sandboxes' })).toBeFocused();
});

test('the folder, a port, the page and the command of a sandbox are reached without a mouse', async ({
  startLab,
  startApp,
}, testInfo) => {
  const folder = testInfo.outputPath('its-folder');
  await mkdir(folder);
  const box = { name: 'one', cpuFraction: 0.2, workspaces: [folder], ports: [{ hostPort: 8080, sandboxPort: 3000 }] };
  const lab = await startLab({ sbx: { sandboxes: [box] } });
  const opened = await recordOpened(lab);
  const app = await startApp({ env: lab.env, settings: calm });
  const clipboard = () => app.electron.evaluate(({ clipboard: board }) => board.readText());
  const page = await app.openPopup();
  await press(page, /^Open the folder of one: /);
  await expect.poll(opened).toEqual([folder]);
  await press(page, 'Open port 8080 of one in the browser');
  await expect.poll(opened).toEqual([folder, 'http://localhost:8080/']);

  const more = await press(page, 'More for one', 'Space');
  for (let downs = 0; downs < 3; downs += 1) await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('menuitem', { name: 'Copy the command that runs it' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect.poll(clipboard).toBe('sbx run one');
  await expect(more).toBeFocused();
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('menuitem', { name: 'Open its folder' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect.poll(opened).toEqual([folder, 'http://localhost:8080/', folder]);
  for (const [entry, says] of [
    ['Never stop it for being idle', true],
    ['Stop it again when it is idle', false],
  ] as const) {
    await press(page, 'More for one');
    await page.keyboard.press('End');
    await expect(page.getByRole('menuitem', { name: entry })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(cardOf(page, 'one').getByText('Auto-stop is off')).toHaveCount(says ? 1 : 0);
  }
  await press(page, 'one');
  await expect(page.getByRole('heading', { level: 1, name: 'one' })).toBeFocused();
  await press(page, 'Back');
  await expect(page.getByRole('button', { name: 'one', exact: true })).toBeFocused();
  expect(lab.sideEffects).toEqual([]);
});

test('the command that starts a sandbox is copied without a mouse, from its card and from the folded list', async ({
  startLab,
  startApp,
}) => {
  const lab = await startLab({
    sbx: { sandboxes: [{ name: 'sleeper', status: 'stopped' }] },
    dockerSandbox: {
      sandboxes: [
        { name: 'vm-one', cpuFraction: 0.2 },
        { name: 'vm-old', status: 'stopped' },
      ],
    },
  });
  const app = await startApp({ env: lab.env, settings: calm });
  const clipboard = () => app.electron.evaluate(({ clipboard: board }) => board.readText());
  const page = await app.openPopup();
  await press(page, 'Stop vm-one');
  await expect(cardOf(page, 'vm-one')).toContainText('Stopped by you');
  await expect(await press(page, 'Copy command: vm-one')).toBeFocused();
  await expect.poll(clipboard).toBe('docker sandbox run vm-one');

  await tabTo(page, page.getByText('2 stopped sandboxes'));
  await page.keyboard.press('Enter');
  await expect(await press(page, 'Copy command: vm-old', 'Space')).toBeFocused();
  await expect.poll(clipboard).toBe('docker sandbox run vm-old');
  // It leaves that list, and is the same one on its card.
  await press(page, 'Start again: sleeper');
  await expect(cardOf(page, 'sleeper').getByRole('button', { name: 'Stop sleeper' })).toBeVisible();
  await expect(cardOf(page, 'sleeper')).toBeFocused();
  expect(lab.box('sbx', 'sleeper').vm).not.toBeNull();
});

test('where nothing is found, it is looked for again and the demo is shown without a mouse', async ({ startApp }) => {
  const env = { PATH: '/nowhere', SANDMAN_ONLY_PATH: '1', DOCKER_HOST: 'unix:///nowhere.sock' };
  // The next look by itself is a minute away.
  const app = await startApp({ env, settings: { ...calm, pollIntervalMs: 60_000 } });
  const page = await app.openPopup();
  const before = (await app.state())?.atMs ?? Number.NaN;
  await expect(await press(page, 'Look again')).toBeFocused();
  await expect.poll(async () => (await app.state())?.atMs).toBeGreaterThan(before);
  await press(page, 'Show the demo fleet');
  await expect(page.locator('.card')).toHaveCount(4);
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
});

for (const [answer, held] of [
  ['Keep watching', { watchOnly: true }],
  ['Stop idle ones from now on', { watchOnly: false, trial: null }],
] as const) {
  test(`the first days are over, and "${answer}" is answered without a mouse`, async ({ startLab, startApp }) => {
    const lab = await startLab({ sbx: { sandboxes: [{ name: 'one', cpuFraction: 0.2 }] } });
    const trial = { sinceMs: Date.now() - 4 * 86_400_000, untilMs: Date.now() - 86_400_000 };
    const app = await startApp({ env: lab.env, settings: { ...calm, watchOnly: true, trial } });
    const page = await app.openPopup();
    await expect(page.getByRole('region', { name: 'Watch-only mode' })).toContainText('Your first days are over.');
    await press(page, answer);
    await expect.poll(() => settingsOf(app)).toMatchObject(held);
    await expect(page.getByRole('button', { name: answer })).toHaveCount(0);
    await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  });
}

test('the panel of the key is opened and left again, and the settings are opened, without a mouse', async ({
  startLab,
  startApp,
}) => {
  const lab = await startLab({ sbx: { sandboxes: [{ name: 'one', cpuFraction: 0.2 }] } });
  const app = await startApp({ env: lab.env, settings: calm });
  const page = await app.openPopup();
  const opener = await press(page, 'API key');
  await expect(page.getByRole('heading', { level: 2, name: 'API key' })).toBeFocused();
  await press(page, 'Back');
  await expect(opener).toBeFocused();
  await press(page, 'Settings');
  const settings = await settingsPage(app);
  await tabTo(settings, settings.getByRole('tab', { selected: true }));
});
