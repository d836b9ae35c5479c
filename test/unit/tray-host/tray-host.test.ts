import { describe, expect, it } from 'vitest';
import type { CommandResult } from '../../../main/core/process/command.ts';
import { findTrayHost } from '../../../main/core/tray-host/tray-host.ts';

interface Desktop {
  readonly env?: NodeJS.ProcessEnv;
  readonly tools?: readonly string[];
  /** What the bus answers: whether the name is owned, and then whether a host is there. */
  readonly says?: readonly (string | null)[];
  readonly panel?: boolean | null;
}

async function ask({ env, tools = ['gdbus'], says = [], panel = false }: Desktop) {
  const calls: string[] = [];
  const left = [...says];
  const found = await findTrayHost({
    platform: 'linux',
    env: env ?? { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/run/bus', DISPLAY: ':0' },
    findProgram: (name) => Promise.resolve(tools.includes(name) ? `/usr/bin/${name}` : null),
    run: (file, args) => {
      calls.push([file, ...args].join(' '));
      return Promise.resolve(result(left.shift() ?? null));
    },
    exists: () => false,
    ownsSelection: () => Promise.resolve(panel),
  });
  return { found, calls };
}

function result(stdout: string | null): CommandResult {
  const rest = { stderr: '', durationMs: 1 };
  return stdout === null
    ? { outcome: 'timed-out', exitCode: null, stdout: '', ...rest }
    : { outcome: 'exited', exitCode: 0, stdout, ...rest };
}

describe('a place for the icon', () => {
  it.each<[string, Desktop, string]>([
    ['a host on the bus', { says: ['(true,)', '(<true>,)'] }, 'there'],
    ['the same, by busctl', { tools: ['busctl'], says: ['b true', 'b true'] }, 'there'],
    ['the same, by dbus-send', { tools: ['dbus-send'], says: ['boolean true', 'variant boolean true'] }, 'there'],
    ['a panel of X alone', { says: ['(false,)'], panel: true }, 'there'],
    ['a panel, and a bus that does not answer', { says: [null], panel: true }, 'there'],
    ['nobody at all', { says: ['(false,)'] }, 'missing'],
    ['a watcher that nobody shows anything for', { says: ['(true,)', '(<false>,)'] }, 'missing'],
    ['nobody, by busctl', { tools: ['busctl'], says: ['b false'] }, 'missing'],
    [
      'Wayland without X',
      { env: { DBUS_SESSION_BUS_ADDRESS: 'x', WAYLAND_DISPLAY: 'w' }, says: ['(false,)'] },
      'missing',
    ],
    ['a display that cannot be asked', { says: ['(false,)'], panel: null }, 'unknown'],
    ['a bus that does not answer', { says: [null] }, 'unknown'],
    ['an answer that is none', { says: ['(nothing,)'] }, 'unknown'],
    ['a watcher that does not answer', { says: ['(true,)', null] }, 'unknown'],
    ['no tool to ask with', { tools: [] }, 'unknown'],
  ])('%s', async (_name, desktop, expected) => {
    expect((await ask(desktop)).found).toBe(expected);
  });

  it('is asked of nobody where there is no bus: the tools would start one', async () => {
    const { found, calls } = await ask({ env: { DISPLAY: ':0', XDG_RUNTIME_DIR: '/run/user/1' } });
    expect(calls).toEqual([]);
    expect(found).toBe('unknown');
  });

  it('is asked of the watcher only where one is there: the question would start one', async () => {
    const { calls } = await ask({ says: ['(false,)'] });
    expect(calls).toHaveLength(1);
    expect(calls[0]).toContain('--dest org.freedesktop.DBus ');
  });

  it('is always there where the system has one', async () => {
    const never = () => Promise.reject(new Error('nothing is asked'));
    for (const platform of ['darwin', 'win32'] as const) {
      expect(await findTrayHost({ platform, env: {}, findProgram: never, run: never })).toBe('there');
    }
  });
});
