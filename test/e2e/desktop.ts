import { execa } from 'execa';
import {
  toldNotifications,
  windowsOnScreen,
  type ScreenArea,
  type ToldNotification,
} from '../../scripts/lib/screen.ts';

export { screenshot, windowsOnScreen, type ScreenArea } from '../../scripts/lib/screen.ts';

/** A notification that the notification daemon has put on the screen. */
export interface ShownNotification extends ToldNotification {
  /** False when it was closed, clicked, withdrawn or timed out. */
  readonly isOnScreen: boolean;
}

const defaultDeadlineMs = 20_000;

/** Asks again until there is an answer; the desktop has no events to wait for. Throws when the deadline has passed. */
export async function waitFor<T>(
  what: string,
  ask: () => Promise<T | null | undefined | false>,
  deadlineMs = defaultDeadlineMs,
): Promise<T> {
  const endMs = performance.now() + deadlineMs;
  for (;;) {
    const answer = await ask();
    if (answer !== null && answer !== undefined && answer !== false) return answer;
    if (performance.now() > endMs) throw new Error(`Not within ${deadlineMs / 1000} s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Where the app's icon is in the panel: the window of ours that the panel has taken in. */
export async function findTrayIcon(deadlineMs?: number): Promise<ScreenArea> {
  return waitFor(
    'an icon in the system tray',
    async () => {
      const area = await iconInTray();
      return area === 'unknown' ? null : area;
    },
    deadlineMs,
  );
}

/** All windows of the desktop as text; null when one of them went away while it was asked: then it has to be asked again. */
export async function windowTree(): Promise<string | null> {
  const { stdout, failed } = await execa('xwininfo', ['-root', '-tree'], {
    stdin: 'ignore',
    reject: false,
    timeout: 10_000,
  });
  return failed ? null : stdout;
}

/** What the window manager knows of the visible window with this title, as `xprop` says it. */
export async function windowProperties(
  title: string,
  names: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<string> {
  const found = await execa('xdotool', ['search', '--onlyvisible', '--name', `^${title}$`], { env, timeout: 10_000 });
  const { stdout } = await execa('xprop', ['-id', found.stdout.split('\n')[0] ?? '', ...names], {
    env,
    timeout: 10_000,
  });
  return stdout;
}

/** Null when there is no icon now; `unknown` when that cannot be told at this moment. */
export async function iconInTray(): Promise<ScreenArea | null | 'unknown'> {
  const tree = await windowTree();
  if (tree === null) return 'unknown';
  for (const line of windowsInPanel(tree)) {
    const match = /\("[^"]*" "[^"]+"\)\s+(\d+)x(\d+)\+-?\d+\+-?\d+\s+\+(-?\d+)\+(-?\d+)/.exec(line);
    if (!match) continue;
    const [width, height, x, y] = match.slice(1).map(Number) as [number, number, number, number];
    if (width > 1 && height > 1) return { x, y, width, height };
  }
  return null;
}

/** The lines of the tree that are indented deeper than the panel's own. */
function windowsInPanel(tree: string): string[] {
  const lines = tree.split('\n');
  const start = lines.findIndex((line) => line.includes('("tint2" "Tint2")'));
  if (start === -1) return [];
  const depth = (line: string): number => line.search(/\S/);
  const rest = lines.slice(start + 1);
  const end = rest.findIndex((line) => line.trim() !== '' && depth(line) <= depth(lines[start] ?? ''));
  return end === -1 ? rest : rest.slice(0, end);
}

/** A real click of the mouse on the icon. */
export async function clickTray(button: 'left' | 'right' = 'left'): Promise<void> {
  await clickAt(center(await findTrayIcon()), button);
}

export async function clickAt(point: { x: number; y: number }, button: 'left' | 'right' = 'left'): Promise<void> {
  await run('xdotool', [
    'mousemove',
    String(Math.round(point.x)),
    String(Math.round(point.y)),
    'click',
    button === 'left' ? '1' : '3',
  ]);
}

export async function pressKey(key: string): Promise<void> {
  await run('xdotool', ['key', key]);
}

/** Closes a window by way of the window manager, as the button in its frame does: with that one's own key. */
export async function closeByFrame(title: string): Promise<void> {
  await run('xdotool', [
    'search',
    '--onlyvisible',
    '--name',
    `^${title}$`,
    'windowactivate',
    '--sync',
    'key',
    'alt+F4',
  ]);
}

/** Everything that the notification daemon has shown since the desktop started, oldest first; one entry per notification. */
export async function notifications(): Promise<ShownNotification[]> {
  const closed = await closedNotificationIds();
  return (await toldNotifications()).map((told) => ({ ...told, isOnScreen: !closed.has(told.id) }));
}

/** Waits for a notification that matches; `isOnScreen` may be asked for like any other property. */
export async function waitForNotification(
  matches: (notification: ShownNotification) => boolean,
  deadlineMs?: number,
): Promise<ShownNotification> {
  try {
    return await waitFor('a notification', async () => (await notifications()).find(matches), deadlineMs);
  } catch (error) {
    throw new Error(`The notification was not shown. Shown were: ${JSON.stringify(await notifications())}`, {
      cause: error,
    });
  }
}

/**
 * Clicks it: the app gets the notification's `click`. The uppermost one is clicked with the mouse and is then closed by
 * the notification daemon; one below it is invoked through the daemon's own command, and stays.
 */
export async function invokeNotification(id: number): Promise<void> {
  const rank = { CRITICAL: 0, NORMAL: 1, LOW: 2 };
  const onScreen = (await notifications())
    .filter((notification) => notification.isOnScreen)
    .sort((a, b) => rank[a.urgency] - rank[b.urgency] || a.id - b.id);
  const index = onScreen.findIndex((notification) => notification.id === id);
  if (index === -1) throw new Error(`Notification ${id} is not on the screen.`);
  if (index > 0) {
    await run('dunstctl', ['action', String(index)]);
    return;
  }
  const area = await waitFor('the window of the notifications', async () => (await windowsOnScreen('Dunst'))[0]);
  await clickAt({ x: area.x + area.width / 2, y: area.y + 20 });
}

async function closedNotificationIds(): Promise<Set<number>> {
  const parsed = JSON.parse(await run('dunstctl', ['history'])) as { data: { id: { data: number } }[][] };
  return new Set((parsed.data[0] ?? []).map((entry) => entry.id.data));
}

function center(area: ScreenArea): { x: number; y: number } {
  return { x: area.x + area.width / 2, y: area.y + area.height / 2 };
}

async function run(file: string, args: readonly string[]): Promise<string> {
  const { stdout } = await execa(file, [...args], { stdin: 'ignore', timeout: 10_000 });
  return stdout;
}
