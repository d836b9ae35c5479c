import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { HostPressure } from '../../main/core/model/snapshot.ts';
import { treeOf } from '../bench/face/process-tree.ts';
import type { SandmanApp } from './app.ts';
import { pressKey, waitFor, windowsOnScreen } from './desktop.ts';
import { expect, test } from './test.ts';

/** A window that is not needed is given up after half a minute in any case: what comes later proves nothing. */
const givenUpAnywayMs = 30_000;

/** A machine of 16 GB as far as its memory can be read. */
class Machine {
  private constructor(readonly root: string) {}

  static async start(): Promise<Machine> {
    const machine = new Machine(await mkdtemp(path.join(os.tmpdir(), 'sandman-machine-')));
    await mkdir(path.join(machine.root, 'proc'));
    await machine.leaves(8192);
    return machine;
  }

  async leaves(availableMib: number): Promise<void> {
    const file = path.join(this.root, 'proc', 'meminfo');
    await writeFile(`${file}.new`, `MemTotal: ${16 * 1024 ** 2} kB\nMemAvailable: ${availableMib * 1024} kB\n`);
    await rename(`${file}.new`, file);
  }

  end(): Promise<void> {
    return rm(this.root, { recursive: true, force: true });
  }
}

async function windowProcesses(app: SandmanApp): Promise<number> {
  const tree = await treeOf(app.electron.process().pid ?? 0);
  const commands = await Promise.all(tree.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')));
  return commands.filter((command) => command.includes('--type=renderer')).length;
}

const isOnScreen = async () => (await windowsOnScreen('Sandman')).length > 0;

async function seesPressure(app: SandmanApp, level: HostPressure['level']): Promise<void> {
  await waitFor(`the memory is ${level}`, async () => (await app.state())?.host?.pressure?.level === level);
}

test('when memory is short a window that nobody sees is given up at once, and one that is open is not', async ({
  startLab,
  startApp,
}) => {
  const machine = await Machine.start();
  try {
    const lab = await startLab({ sbx: { sandboxes: [{ name: 'one', light: true }] } });
    const app = await startApp({
      env: { ...lab.env, SANDMAN_HOST_ROOT: machine.root },
      settings: { pollIntervalMs: 500, watchOnly: true },
    });
    const page = await app.openPopup();
    await expect.poll(isOnScreen).toBe(true);
    expect(await windowProcesses(app)).toBe(1);

    await machine.leaves(300);
    await seesPressure(app, 'critical');
    // The page has been told, and is there to say so.
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    expect(await isOnScreen()).toBe(true);
    expect(await windowProcesses(app)).toBe(1);

    await machine.leaves(8192);
    await seesPressure(app, 'normal');
    const closedAtMs = performance.now();
    await pressKey('Escape');
    await expect.poll(isOnScreen).toBe(false);
    const seenAtMs = (await app.state())?.atMs ?? 0;
    await waitFor('another look', async () => ((await app.state())?.atMs ?? 0) > seenAtMs);
    expect(await windowProcesses(app)).toBe(1);

    await machine.leaves(300);
    await expect.poll(() => windowProcesses(app)).toBe(0);
    expect(performance.now() - closedAtMs).toBeLessThan(givenUpAnywayMs);

    await app.openPopup();
    await expect.poll(isOnScreen).toBe(true);
    expect(await windowProcesses(app)).toBe(1);
    const closedAgainAtMs = performance.now();
    await pressKey('Escape');
    await expect.poll(() => windowProcesses(app)).toBe(0);
    expect(performance.now() - closedAgainAtMs).toBeLessThan(givenUpAnywayMs);
  } finally {
    await machine.end();
  }
});
