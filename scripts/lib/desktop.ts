import { randomBytes } from 'node:crypto';
import { chmod, chown, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import { backgroundColor, dunstConfig, fontConfig, tellScript, tint2Config } from './desktop-config.ts';
import { Processes, runAs } from './processes.ts';
import { until } from './until.ts';
import type { Identity } from './user.ts';

export interface DesktopSize {
  readonly width: number;
  readonly height: number;
}

/** A virtual desktop: X server, window manager, panel with a system tray, session bus and notification daemon. */
export interface Desktop {
  /** What a program needs to appear on it. */
  readonly env: Readonly<Record<string, string>>;
  /** Ends all of it. */
  dispose(): Promise<void>;
}

export interface DesktopOptions {
  /** An existing folder for its configuration, sockets and logs. */
  readonly dir: string;
  readonly size?: DesktopSize;
  /** The user that it belongs to; null for the one that we are. */
  readonly as: Identity | null;
  /** False: without a panel, so that no icon is shown anywhere. */
  readonly panel?: boolean;
}

/** Names the file in which the notification daemon writes down what it shows. */
export const shownFileVariable = 'SANDMAN_SHOWN_NOTIFICATIONS';

const startMs = 20_000;

/** Starts it part by part, each one only when the one before is really up. */
export async function startDesktop(options: DesktopOptions): Promise<Desktop> {
  const { as } = options;
  const size = options.size ?? { width: 1280, height: 800 };
  const dir = path.join(options.dir, 'desktop');
  const runtimeDir = path.join(dir, 'run');
  await makeFolder(dir, as);
  await makeFolder(runtimeDir, as);
  const processes = new Processes();
  const log = { file: path.join(dir, 'desktop.log'), append: true } as const;
  const authority = path.join(dir, 'Xauthority');
  const fonts = path.join(dir, 'fonts.conf');
  const busAddress = `unix:path=${path.join(runtimeDir, 'bus')}`;
  const env: Record<string, string> = {
    XDG_RUNTIME_DIR: runtimeDir,
    XDG_SESSION_TYPE: 'x11',
    XDG_CURRENT_DESKTOP: 'Openbox',
    XAUTHORITY: authority,
    DBUS_SESSION_BUS_ADDRESS: busAddress,
    // What would ask a system's services finds a bus where nobody answers, instead of none.
    DBUS_SYSTEM_BUS_ADDRESS: busAddress,
    // No accessibility bus and no portals: nothing here would answer them.
    NO_AT_BRIDGE: '1',
    GTK_USE_PORTAL: '0',
    LC_ALL: 'C.UTF-8',
    FONTCONFIG_FILE: fonts,
  };
  const ask = async (file: string, args: readonly string[], input?: string): Promise<string | null> => {
    const { command, rest, settings } = runAs(as, file, args);
    const { stdout, failed } = await execa(command, rest, {
      ...settings,
      env: { ...settings.env, ...env },
      cwd: '/',
      ...(input === undefined ? { stdin: 'ignore' as const } : { input }),
      reject: false,
      timeout: 5_000,
    });
    return failed ? null : stdout;
  };
  const start = (file: string, args: readonly string[]): void => {
    void processes.start(file, args, { env, as, stdio: ['ignore', log, log] });
  };

  try {
    await makeSocketFolder();
    await writeFile(fonts, fontConfig(path.join(dir, 'fonts')));
    const cookie = randomBytes(16).toString('hex');
    // Over stdin: an argument list can be read by everyone. The server takes every cookie in the file, whatever its display.
    await ask('xauth', ['-q', '-f', authority, 'source', '-'], `add :999 . ${cookie}\n`);
    const server = processes.start(
      'Xvfb',
      [
        '-displayfd',
        '3',
        '-screen',
        '0',
        `${size.width}x${size.height}x24`,
        '-nolisten',
        'tcp',
        '-noreset',
        '-dpi',
        '96',
        '-auth',
        authority,
      ],
      { env, as, stdio: ['ignore', log, log, 'pipe'] },
    );
    env['DISPLAY'] = `:${await firstLine(server.stdio[3] as NodeJS.ReadableStream)}`;
    await ask('xauth', ['-q', '-f', authority, 'source', '-'], `add ${env['DISPLAY']} . ${cookie}\n`);
    await until('the X server answers', startMs, () => ask('xprop', ['-root', '_NET_SUPPORTED']));
    await ask('xsetroot', ['-solid', backgroundColor, '-cursor_name', 'left_ptr']);

    start('dbus-daemon', ['--session', '--nofork', '--nopidfile', `--address=${busAddress}`]);
    await until('the session bus answers', startMs, () => namesOnBus(ask));

    start('openbox', ['--sm-disable']);
    await until('the window manager is up', startMs, async () =>
      (await ask('xprop', ['-root', '_NET_SUPPORTING_WM_CHECK']))?.includes('window id'),
    );

    if (options.panel !== false) {
      const panelConfig = path.join(dir, 'tint2rc');
      await writeFile(panelConfig, tint2Config(size));
      start('tint2', ['-c', panelConfig]);
      await until('the panel has its system tray', startMs, () => trayExists(ask));
    }

    const notificationConfig = path.join(dir, 'dunstrc');
    const shownFile = path.join(dir, 'notifications');
    const script = path.join(dir, 'tell');
    await writeFile(script, tellScript(shownFile), { mode: 0o755 });
    await writeFile(notificationConfig, dunstConfig(script));
    env[shownFileVariable] = shownFile;
    start('dunst', ['-conf', notificationConfig]);
    await until('the notification daemon is up', startMs, async () =>
      (await namesOnBus(ask))?.includes("'org.freedesktop.Notifications'"),
    );
  } catch (error) {
    await processes.dispose();
    const tail = (await readFile(log.file, 'utf8').catch(() => '')).split('\n').slice(-12).join('\n');
    throw new Error(
      `The virtual desktop did not start: ${error instanceof Error ? error.message : 'unknown'}\n${tail}`,
      {
        cause: error,
      },
    );
  }
  return { env, dispose: () => processes.dispose() };
}

type Ask = (file: string, args: readonly string[]) => Promise<string | null>;

function namesOnBus(ask: Ask): Promise<string | null> {
  const bus = 'org.freedesktop.DBus';
  return ask('gdbus', ['call', '--session', '--dest', bus, '--object-path', '/', '--method', `${bus}.ListNames`]);
}

/** The owner of the tray selection is a tiny window of the panel that says how the tray lies. */
async function trayExists(ask: Ask): Promise<boolean> {
  const tree = (await ask('xwininfo', ['-root', '-children'])) ?? '';
  for (const [, id] of tree.matchAll(/^\s+(0x[0-9a-f]+) .* 1x1\+-1\+-1/gm)) {
    if (id === undefined) continue;
    const orientation = await ask('xprop', ['-id', id, '_NET_SYSTEM_TRAY_ORIENTATION']);
    if (orientation?.includes('=')) return true;
  }
  return false;
}

async function makeFolder(folder: string, as: Identity | null): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (as?.user) await chown(folder, as.user.uid, as.user.gid);
}

/** Only root may make it; without it, clients that look for the socket's file do not find the server. */
async function makeSocketFolder(): Promise<void> {
  const made = await mkdir('/tmp/.X11-unix', { recursive: true });
  if (made !== undefined) await chmod('/tmp/.X11-unix', 0o1777);
}

function firstLine(stream: NodeJS.ReadableStream): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    stream.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (text.includes('\n')) resolve(text.trim());
    });
    stream.on('end', () => reject(new Error('the X server ended')));
  });
}
