import { spawn, type ChildProcess } from 'node:child_process';
import { findTrayIcon, iconInTray, waitFor } from '../../e2e/desktop.ts';
import { windowsOnScreen } from '../../../scripts/lib/screen.ts';
import { groundOf, hasDrawing, whenSeen } from './screen-eye.ts';
import type { Area, XServer } from './x-server.ts';

/** Where both windows have text: the heading, and what is below it. Rows are counted from the window's edge. */
const bands = [
  { top: 8, bottom: 60 },
  { top: 92, bottom: 152 },
] as const;
const leastPixels = 60;
const endDeadlineMs = 10_000;

export interface Launch {
  readonly executable: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

/** A tray app as its user meets it: an icon in the panel, and a window that a click on it opens and closes. */
export class AppUnderTest {
  private constructor(
    readonly pid: number,
    readonly startToIconMs: number,
    readonly icon: Area,
    private readonly child: ChildProcess,
    private readonly server: XServer,
  ) {}

  static async start({ executable, args, env }: Launch, server: XServer): Promise<AppUnderTest> {
    const startedMs = performance.now();
    const child = spawn(executable, [...args], { env, stdio: ['ignore', 'ignore', 'inherit'] });
    if (child.pid === undefined) throw new Error(`${executable} could not be started`);
    const icon = await findTrayIcon(60_000);
    const startToIconMs = performance.now() - startedMs;
    server.movePointer(icon.x + icon.width / 2, icon.y + icon.height / 2);
    return new AppUnderTest(child.pid, startToIconMs, icon, child, server);
  }

  /**
   * Starts it once without a measurement. In the first start of such a program on a display its main process was seen to map
   * the GL driver with its compiler (some 20 MB), and in none after it; presumably GTK leaves what it found out at the root
   * window, for all later ones. Whoever is measured first would look that much larger.
   */
  static async breakIn(launch: Launch, server: XServer): Promise<void> {
    const app = await AppUnderTest.start(launch, server);
    await app.end();
  }

  /** Starts another app that is merely there: nobody looks for its icon. */
  static beside({ executable, args, env }: Launch): { readonly pid: number; end(): Promise<void> } {
    const child = spawn(executable, [...args], { env, stdio: ['ignore', 'ignore', 'inherit'] });
    if (child.pid === undefined) throw new Error(`${executable} could not be started`);
    return { pid: child.pid, end: () => ended(child) };
  }

  /** Where its window is now. Asks a program, so it is nothing to be timed. */
  async windowArea(title: string): Promise<Area> {
    return waitFor('the window', async () => (await windowsOnScreen(title))[0]);
  }

  /** From the click on the icon until the window with its contents is on the screen. */
  async openMs(area: Area): Promise<number> {
    const before = groundOf(await this.server.pixels(bandOf(area, 0)));
    this.server.movePointer(this.icon.x + this.icon.width / 2, this.icon.y + this.icon.height / 2);
    const clickedMs = performance.now();
    this.server.click();
    for (const index of bands.keys()) {
      await whenSeen(this.server, bandOf(area, index), (pixels) => {
        const ground = groundOf(pixels);
        return ground !== before && hasDrawing(pixels, ground, leastPixels);
      });
    }
    return performance.now() - clickedMs;
  }

  /** Opens it without a measurement. */
  click(): void {
    this.server.movePointer(this.icon.x + this.icon.width / 2, this.icon.y + this.icon.height / 2);
    this.server.click();
  }

  async untilClosed(title: string): Promise<void> {
    await waitFor('the window is gone', async () => (await windowsOnScreen(title)).length === 0);
  }

  async end(): Promise<void> {
    await ended(this.child);
    await waitFor('the icon is gone', async () => (await iconInTray()) === null);
  }
}

async function ended(child: ChildProcess): Promise<void> {
  const exit = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), endDeadlineMs);
  await exit;
  clearTimeout(timer);
}

function bandOf(area: Area, index: number): Area {
  const band = bands[index] ?? bands[0];
  return { x: area.x + 8, y: area.y + band.top, width: area.width - 24, height: band.bottom - band.top };
}
