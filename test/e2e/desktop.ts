import { readFile } from 'node:fs/promises';
import { execa } from 'execa';

/** A part of the screen, in pixels. */
export interface ScreenArea {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A notification that the notification daemon has put on the screen. */
export interface ShownNotification {
  readonly id: number;
  readonly appName: string;
  readonly summary: string;
  readonly body: string;
  readonly urgency: 'LOW' | 'NORMAL' | 'CRITICAL';
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
  return waitFor('an icon in the system tray', iconInTray, deadlineMs);
}

/** Null when there is no icon now. */
export async function iconInTray(): Promise<ScreenArea | null> {
  for (const line of windowsInPanel(await run('xwininfo', ['-root', '-tree']))) {
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
    '--sync',
    String(Math.round(point.x)),
    String(Math.round(point.y)),
    'click',
    button === 'left' ? '1' : '3',
  ]);
}

export async function pressKey(key: string): Promise<void> {
  await run('xdotool', ['key', key]);
}

/** The areas of the visible windows with this title: what is really on the screen, whatever the app believes. */
export async function windowsOnScreen(title: string): Promise<ScreenArea[]> {
  const found = await execa('xdotool', ['search', '--onlyvisible', '--name', `^${title}$`], { reject: false });
  const areas: ScreenArea[] = [];
  for (const id of found.stdout.split('\n').filter(Boolean)) {
    const { stdout, failed } = await execa('xdotool', ['getwindowgeometry', '--shell', id], { reject: false });
    if (failed) continue;
    const value = (name: string): number => Number(new RegExp(`^${name}=(-?\\d+)$`, 'm').exec(stdout)?.[1] ?? 'NaN');
    const area = { x: value('X'), y: value('Y'), width: value('WIDTH'), height: value('HEIGHT') };
    // Chromium has helper windows of a pixel or so that nobody sees.
    if (area.width > 20 && area.height > 20) areas.push(area);
  }
  return areas;
}

/** A picture of the whole screen, or of a part of it, as PNG. */
export async function screenshot(file: string, area?: ScreenArea): Promise<void> {
  const crop = area ? ['-crop', `${area.width}x${area.height}+${area.x}+${area.y}`, '+repage'] : [];
  await run('import', ['-window', 'root', ...crop, file]);
}

/** Everything that the notification daemon has shown since the desktop started, oldest first; one entry per notification. */
export async function notifications(): Promise<ShownNotification[]> {
  const file = process.env['SANDMAN_SHOWN_NOTIFICATIONS'];
  if (!file) throw new Error('This is not a desktop of ours: SANDMAN_SHOWN_NOTIFICATIONS is not set.');
  const closed = await closedNotificationIds();
  const byId = new Map<number, ShownNotification>();
  for (const record of (await readFile(file, 'utf8').catch(() => '')).split('\x1e').filter(Boolean)) {
    const [id = '', appName = '', summary = '', body = '', urgency = ''] = record.split('\x1f');
    byId.set(Number(id), {
      id: Number(id),
      appName,
      summary,
      body,
      urgency: urgency as ShownNotification['urgency'],
      isOnScreen: !closed.has(Number(id)),
    });
  }
  return [...byId.values()];
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
