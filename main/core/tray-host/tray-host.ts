import { existsSync } from 'node:fs';
import path from 'node:path';
import type { RunCommand } from '../process/command.ts';
import { ownsSelection } from './x-selection.ts';

/** Whether the desktop shows icons of background programs. `unknown` is not told to anybody: no alarm without a cause. */
export type TrayHost = 'there' | 'missing' | 'unknown';

export interface TrayHostParts {
  readonly platform: NodeJS.Platform;
  readonly env: NodeJS.ProcessEnv;
  /** The absolute path of a program; null when there is none. */
  readonly findProgram: (name: string) => Promise<string | null>;
  readonly run: RunCommand;
  readonly exists?: (file: string) => boolean;
  readonly ownsSelection?: typeof ownsSelection;
}

const watcher = 'org.kde.StatusNotifierWatcher';
const property = 'IsStatusNotifierHostRegistered';
const deadlineMs = 3_000;

/**
 * Asks the desktop in the two ways in which it can take in an icon: StatusNotifierItem over the session bus, and the older
 * XEmbed selection of an X panel. Starts nothing: the bus is only asked where there is one, and for a name only when
 * somebody owns it, because a question to a name may start its owner.
 */
export async function findTrayHost(parts: TrayHostParts): Promise<TrayHost> {
  const { platform, env } = parts;
  if (platform !== 'linux') return 'there';
  const notifier = await hasNotifierHost(parts);
  if (notifier === true) return 'there';
  const isWaylandOnly = !env['DISPLAY'] && Boolean(env['WAYLAND_DISPLAY']);
  const panel = isWaylandOnly ? false : await (parts.ownsSelection ?? ownsSelection)('_NET_SYSTEM_TRAY_S', env);
  if (panel === true) return 'there';
  return notifier === false && panel === false ? 'missing' : 'unknown';
}

/** Null where the bus does not say. */
async function hasNotifierHost(parts: TrayHostParts): Promise<boolean | null> {
  const { env, findProgram, run } = parts;
  // The tools would start a bus of their own where there is none.
  const runtimeDir = env['XDG_RUNTIME_DIR'];
  const hasUserBus = runtimeDir !== undefined && (parts.exists ?? existsSync)(path.join(runtimeDir, 'bus'));
  if (!env['DBUS_SESSION_BUS_ADDRESS'] && !hasUserBus) return null;
  for (const [name, questions] of Object.entries(tools)) {
    const file = await findProgram(name);
    if (file === null) continue;
    const ask = async (args: readonly string[]) => {
      const { outcome, exitCode, stdout } = await run(file, args, { deadlineMs });
      return outcome === 'exited' && exitCode === 0 ? truth(stdout) : null;
    };
    const isOwned = await ask(questions.isOwned);
    return isOwned === true ? await ask(questions.hasHost) : isOwned;
  }
  return null;
}

/** All three print the one truth value among other characters. */
function truth(stdout: string): boolean | null {
  const said = /\b(true|false)\b/.exec(stdout)?.[1];
  return said === undefined ? null : said === 'true';
}

const bus = 'org.freedesktop.DBus';
const gdbus = (dest: string, object: string, method: string, ...args: string[]) =>
  `call --session --timeout 2 --dest ${dest} --object-path ${object} --method ${method} ${args.join(' ')}`.split(' ');
const busctl = (...args: string[]) => ['--user', '--auto-start=no', '--timeout=2', ...args];
const dbusSend = (dest: string, object: string, method: string, ...args: string[]) => [
  '--session',
  '--print-reply',
  '--reply-timeout=2000',
  `--dest=${dest}`,
  object,
  method,
  ...args.map((one) => `string:${one}`),
];

/** One of them is on every desktop: they come with GLib, systemd and the bus itself. */
const tools = {
  gdbus: {
    isOwned: gdbus(bus, '/', `${bus}.NameHasOwner`, watcher),
    hasHost: gdbus(watcher, '/StatusNotifierWatcher', `${bus}.Properties.Get`, watcher, property),
  },
  busctl: {
    isOwned: busctl('call', bus, '/org/freedesktop/DBus', bus, 'NameHasOwner', 's', watcher),
    hasHost: busctl('get-property', watcher, '/StatusNotifierWatcher', watcher, property),
  },
  'dbus-send': {
    isOwned: dbusSend(bus, '/org/freedesktop/DBus', `${bus}.NameHasOwner`, watcher),
    hasHost: dbusSend(watcher, '/StatusNotifierWatcher', `${bus}.Properties.Get`, watcher, property),
  },
};
