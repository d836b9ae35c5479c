import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { startDesktop, type Desktop } from '../../scripts/lib/desktop.ts';
import { desktopEnv, projectRoot, type SandmanApp } from './app.ts';
import { waitFor, windowsOnScreen } from './desktop.ts';
import { openedPopup } from './pages.ts';
import { expect, test } from './test.ts';

const screen = { width: 1920, height: 1080 };

/** A desktop with a panel on a screen as most people have it, beside the usual one of the tests. */
let dir: string;
let desktop: Desktop;

test.beforeAll(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'large-'));
  desktop = await startDesktop({ dir, as: null, size: screen });
});

test.afterAll(async () => {
  await desktop.dispose();
  await rm(dir, { recursive: true, force: true });
});

/** Opens the popup as a second start of the program does, and tells where it is. */
async function openedBy(app: SandmanApp, env: Readonly<Record<string, string>>) {
  const second = await execa(process.env['SANDMAN_ELECTRON'] ?? '', [projectRoot], {
    env: { ...desktopEnv(), ...env, SANDMAN_HOME: app.home },
    stdin: 'ignore',
    timeout: 60_000,
  });
  expect(second.exitCode).toBe(0);
  return waitFor('the popup is on the screen', async () => {
    const [area] = await windowsOnScreen('Sandman', { ...process.env, ...desktop.env });
    return area;
  });
}

for (const [count, height] of [
  [2, 560],
  [5, 720],
] as const) {
  test(`with ${count} sandboxes the popup is ${height} pixels high, and lies wholly on the screen`, async ({
    startLab,
    startApp,
  }, testInfo) => {
    const names = Array.from({ length: count }, (_, index) => `box-${index}`);
    const lab = await startLab({ sbx: { sandboxes: names.map((name) => ({ name, cpuFraction: 0.1 })) } });
    const env = { ...lab.env, ...desktop.env };
    const app = await startApp({ env, settings: { pollIntervalMs: 500, language: 'en' }, tray: false });
    await expect.poll(async () => (await app.state())?.sandboxes.length).toBe(count);
    const area = await openedBy(app, env);
    await execa('import', ['-window', 'root', testInfo.outputPath('screen.png')], {
      env: { ...process.env, ...desktop.env },
    });
    expect(area).toMatchObject({ width: 380, height });
    expect(area.x).toBeGreaterThanOrEqual(0);
    expect(area.y).toBeGreaterThanOrEqual(0);
    expect(area.x + area.width).toBeLessThanOrEqual(screen.width);
    expect(area.y + area.height).toBeLessThanOrEqual(screen.height);
    // As many cards as that are seen whole.
    // Three cards are seen whole where there is the room for it.
    const page = await openedPopup(app);
    await expect(page.locator('.card').nth(Math.min(count, 3) - 1)).toBeInViewport({ ratio: 1 });
  });
}
