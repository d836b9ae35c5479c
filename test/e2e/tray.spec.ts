import { execa } from 'execa';
import { readFile } from 'node:fs/promises';
import {
  clickAt,
  clickTray,
  iconInTray,
  pressKey,
  screenshot,
  waitFor,
  windowProperties,
  windowsOnScreen,
  windowTree,
} from './desktop.ts';
import { expect, test } from './test.ts';

const mib = 1024 * 1024;
const fleet = {
  sbx: { sandboxes: [{ name: 'api-work', agent: 'claude', memoryMiB: 160, sessions: 1, cpuFraction: 0.2 }] },
  dockerSandbox: { sandboxes: [{ name: 'claude-vm', agent: 'claude', memoryMiB: 96 }] },
  containers: { sandboxes: [{ name: 'claude-sandbox', agent: 'gemini', memoryMiB: 224 }] },
};

test('a click on the icon opens the popup, with the sandboxes of all three runtimes and what they really hold', async ({
  startLab,
  startApp,
}) => {
  const lab = await startLab(fleet);
  const app = await startApp({ env: lab.env, settings: { pollIntervalMs: 500 } });
  const page = await app.openPopup();
  const [area] = await waitFor('the popup is on the screen', async () => {
    const windows = await windowsOnScreen('Sandman');
    return windows.length === 1 && windows;
  });
  expect(area).toMatchObject({ width: 380, height: 560 });
  // Windows of this type are on no taskbar.
  expect(await windowProperties('Sandman', ['_NET_WM_WINDOW_TYPE'])).toContain('_NET_WM_WINDOW_TYPE_TOOLBAR');

  const cards = page.getByRole('listitem').filter({ has: page.getByRole('heading', { level: 2 }) });
  await expect(cards).toHaveCount(3);
  for (const [runtime, name] of [
    ['sbx', 'api-work'],
    ['docker-sandbox', 'claude-vm'],
    ['containers', 'claude-sandbox'],
  ] as const) {
    const card = cards.filter({ hasText: name });
    const { vm } = lab.box(runtime, name);
    await expect(async () => {
      const shownMib = Number(/(\d+) MB/.exec(await card.innerText())?.[1]);
      // The VM process of sbx is measured itself, without what it shares; the others are what their Engine counts.
      const heldBytes = runtime === 'sbx' ? await vm?.pssBytes() : await vm?.rssBytes();
      const heldMib = (heldBytes ?? 0) / mib;
      expect(heldMib).toBeGreaterThan(100);
      expect(Math.abs(shownMib - heldMib) / heldMib).toBeLessThan(0.1);
    }).toPass({ timeout: 15_000 });
  }
  await expect(cards.filter({ hasText: 'api-work' })).toContainText('1 session');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('3 sandboxes');
});

test('the popup closes with Escape and with a click elsewhere, and opens again', async ({ startLab, startApp }) => {
  const lab = await startLab({ containers: { sandboxes: [{ name: 'one' }] } });
  const app = await startApp({ env: lab.env, settings: { pollIntervalMs: 500 } });
  const isOnScreen = async () => (await windowsOnScreen('Sandman')).length > 0;
  await app.openPopup();
  await expect.poll(isOnScreen).toBe(true);
  await pressKey('Escape');
  await expect.poll(isOnScreen).toBe(false);
  await app.openPopup();
  await expect.poll(isOnScreen).toBe(true);
  await clickAt({ x: 200, y: 200 });
  await expect.poll(isOnScreen).toBe(false);
});

test('a popup that is hidden or thrown away while its page is read does not stand in the way of the next', async ({
  startLab,
  startApp,
}) => {
  const lab = await startLab({ containers: { sandboxes: [{ name: 'one' }] } });
  const app = await startApp({ env: lab.env, settings: { pollIntervalMs: 500 } });
  const onceMade = (how: 'destroy' | 'hide', afterMs: number) =>
    app.electron.evaluate(
      ({ app: electron }, [doIt, waitMs]) =>
        electron.once('browser-window-created', (_event, window) =>
          window.webContents.once('did-navigate', () => setTimeout(() => window[doIt](), waitMs)),
        ),
      [how, afterMs] as const,
    );
  for (const afterMs of [0, 40]) {
    await onceMade('destroy', afterMs);
    await Promise.all([app.electron.waitForEvent('window').then((page) => page.waitForEvent('close')), clickTray()]);
  }
  const hidden = app.electron.evaluate(
    ({ app: electron }) =>
      new Promise<void>((resolve) =>
        electron.once('browser-window-created', (_event, window) => window.once('hide', () => resolve())),
      ),
  );
  await onceMade('hide', 40);
  const [page] = await Promise.all([app.electron.waitForEvent('window'), clickTray(), hidden]);
  await clickTray();
  await expect(page.getByRole('heading', { name: 'one' })).toBeVisible();
  await expect.poll(async () => (await windowsOnScreen('Sandman')).length).toBe(1);
});

test('a new popup outlives the one before it, whose page was thrown away while it was read', async ({
  startLab,
  startApp,
}) => {
  const lab = await startLab({ containers: { sandboxes: [{ name: 'one' }] } });
  const app = await startApp({ env: lab.env, settings: { pollIntervalMs: 500 } });
  // Both in one turn: what the first window has to say of its end comes when the second one is there.
  await app.electron.evaluate(({ app: electron }) =>
    electron.once('browser-window-created', (_event, window) =>
      window.webContents.once('did-navigate', () =>
        setImmediate(() => {
          window.destroy();
          electron.emit('second-instance');
        }),
      ),
    ),
  );
  let made = 0;
  const isSecond = () => (made += 1) === 2;
  const [second] = await Promise.all([app.electron.waitForEvent('window', isSecond), clickTray()]);
  await expect(second.getByRole('heading', { name: 'one' })).toBeVisible();
  await expect.poll(async () => (await windowsOnScreen('Sandman')).length).toBe(1);
});

test('the page has no Node and no network, and its process is in the sandbox of Chromium', async ({
  startLab,
  startApp,
}) => {
  const lab = await startLab({ containers: { sandboxes: [{ name: 'one' }] } });
  const app = await startApp({ env: lab.env, settings: {} });
  const page = await app.openPopup();
  const sees = await page.evaluate(async () => ({
    location: location.href,
    node: typeof (globalThis as { process?: unknown }).process + typeof (globalThis as { require?: unknown }).require,
    bridge: Object.keys(window.sandman).sort(),
    network: await fetch('https://example.com').then(
      () => 'reached',
      () => 'refused',
    ),
    inlineScript: (() => {
      const script = document.createElement('script');
      script.textContent = 'document.title = "ran"';
      document.head.append(script);
      return document.title === 'ran' ? 'ran' : 'refused';
    })(),
  }));
  expect(sees).toEqual({
    location: 'app://sandman/index.html',
    node: 'undefinedundefined',
    bridge: ['call', 'on'],
    network: 'refused',
    inlineScript: 'refused',
  });
  const pid = await app.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId(),
  );
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  expect(status).toMatch(/^Seccomp:\t2$/m);
  expect(status).toMatch(/^NoNewPrivs:\t1$/m);
  const { stdout } = await execa('ps', ['-o', 'args=', '-p', String(app.electron.process().pid)]);
  expect(stdout).not.toContain('--no-sandbox');
});

/** A menu is a window of the app that the window manager knows nothing of; the icon's own and helpers are small. */
async function menuOnScreen(): Promise<{ width: number; height: number } | undefined> {
  const tree = (await windowTree()) ?? '';
  const sizes = [...tree.matchAll(/\("electron" "Electron"\)\s+(\d+)x(\d+)/gi)].map(([, width, height]) => ({
    width: Number(width),
    height: Number(height),
  }));
  return sizes.find(({ width, height }) => height > 100 && !(width === 200 && height === 200));
}

test('the native menu of the icon names the sandboxes, and Quit ends the app', async ({
  startLab,
  startApp,
}, testInfo) => {
  const lab = await startLab({ containers: { sandboxes: [{ name: 'one', cpuFraction: 0.2 }] } });
  const app = await startApp({ env: lab.env, settings: { pollIntervalMs: 300 } });
  await expect.poll(async () => (await app.state())?.sandboxes[0]?.activity.state).toBe('busy');
  const ended = new Promise<number | null>((resolve) => app.electron.process().once('exit', resolve));
  await clickTray('right');
  await expect.poll(menuOnScreen).toBeDefined();
  // It stays while somebody reads it, although what is used changes from look to look.
  const before = (await app.state())?.atMs ?? 0;
  await expect.poll(async () => (await app.state())?.atMs).toBeGreaterThan(before + 2_000);
  await expect.poll(async () => (await menuOnScreen())?.height).toBeGreaterThan(150);
  await screenshot(testInfo.outputPath('menu.png'));
  // The last item.
  await pressKey('Up');
  await pressKey('Return');
  expect(await ended).toBe(0);
  await expect.poll(iconInTray).toBeNull();
  expect(lab.box('containers', 'one').vm).not.toBeNull();
});
