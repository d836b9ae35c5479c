import { readFile } from 'node:fs/promises';
import { execa } from 'execa';
import { shownFileVariable } from './desktop.ts';

/** A part of the screen, in pixels. */
export interface ScreenArea {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A notification as the notification daemon told it when it came on the screen. */
export interface ToldNotification {
  readonly id: number;
  readonly appName: string;
  readonly summary: string;
  readonly body: string;
  readonly urgency: 'LOW' | 'NORMAL' | 'CRITICAL';
}

const deadlineMs = 15_000;

/** The areas of the visible windows with this title: what is really on the screen, whatever the app believes. */
export async function windowsOnScreen(title: string, env: NodeJS.ProcessEnv = process.env): Promise<ScreenArea[]> {
  const ask = async (args: readonly string[]): Promise<string> => {
    const { stdout } = await execa('xdotool', [...args], { env, stdin: 'ignore', reject: false, timeout: deadlineMs });
    return stdout;
  };
  const areas: ScreenArea[] = [];
  for (const id of (await ask(['search', '--onlyvisible', '--name', `^${title}$`])).split('\n').filter(Boolean)) {
    const geometry = await ask(['getwindowgeometry', '--shell', id]);
    const value = (name: string): number => Number(new RegExp(`^${name}=(-?\\d+)$`, 'm').exec(geometry)?.[1] ?? 'NaN');
    const area = { x: value('X'), y: value('Y'), width: value('WIDTH'), height: value('HEIGHT') };
    // Chromium has helper windows of a pixel or so that nobody sees; a window that is just gone has no numbers.
    if (area.width > 20 && area.height > 20) areas.push(area);
  }
  return areas;
}

/** A picture of the whole screen, or of a part of it, as PNG. */
export async function screenshot(file: string, area?: ScreenArea, env: NodeJS.ProcessEnv = process.env): Promise<void> {
  const crop = area ? ['-crop', `${area.width}x${area.height}+${area.x}+${area.y}`, '+repage'] : [];
  await execa('import', ['-window', 'root', ...crop, file], { env, stdin: 'ignore', timeout: deadlineMs });
}

/** Everything that the notification daemon has shown since the desktop started, oldest first; one entry per notification. */
export async function toldNotifications(env: NodeJS.ProcessEnv = process.env): Promise<ToldNotification[]> {
  const file = env[shownFileVariable];
  if (!file) throw new Error(`This is not a desktop of ours: ${shownFileVariable} is not set.`);
  const byId = new Map<number, ToldNotification>();
  for (const record of (await readFile(file, 'utf8').catch(() => '')).split('\x1e').filter(Boolean)) {
    const [id = '', appName = '', summary = '', body = '', urgency = ''] = record.split('\x1f');
    byId.set(Number(id), {
      id: Number(id),
      appName,
      summary,
      body,
      urgency: urgency as ToldNotification['urgency'],
    });
  }
  return [...byId.values()];
}
