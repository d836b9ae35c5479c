import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { WatchEvent } from '../../../main/core/model/events.ts';
import { defaultSettings } from '../../../main/core/settings/schema.ts';
import { loginItemOf } from '../../../main/shell/electron-login-item.ts';
import { onlyWanted } from '../../../main/shell/wanted-notifications.ts';
import { RememberedSize } from '../../../main/shell/window-size.ts';

type LoginItemSettings = ReturnType<Parameters<typeof loginItemOf>[0]['getLoginItemSettings']>;

describe('the kinds of notification', () => {
  const all = defaultSettings.notifications;
  const event = (type: WatchEvent['type']) => ({ type }) as WatchEvent;
  const shown = [{ kind: 'show', view: { id: 'it', title: '', body: '', actions: [] } }] as const;

  it.each([
    ['warning', 'warnings'],
    ['stopped', 'stops'],
    ['stop-failed', 'stops'],
    ['notice', 'memory'],
    ['problem', 'problems'],
  ] as const)('%s is one of %s', (type, kind) => {
    expect(onlyWanted(event(type), shown, all)).toEqual(shown);
    // What is not shown still takes back what it would have replaced: "will be stopped" is not true after the stop.
    expect(onlyWanted(event(type), shown, { ...all, [kind]: false })).toEqual([{ kind: 'withdraw', id: 'it' }]);
  });

  it('never keep one from being taken back', () => {
    const none = { warnings: false, stops: false, memory: false, problems: false };
    for (const type of ['withdrawn', 'stopping', 'notice-cleared'] as const) {
      expect(onlyWanted(event(type), shown, none)).toEqual(shown);
    }
  });
});

describe('start at login where the OS keeps it', () => {
  function given(platform: NodeJS.Platform, settings: Partial<LoginItemSettings>, isPackaged = true) {
    const asked: unknown[] = [];
    const app = {
      isPackaged,
      getAppPath: () => '/app',
      getLoginItemSettings: () => settings as LoginItemSettings,
      setLoginItemSettings: (wanted: unknown) => void asked.push(wanted),
    };
    return { item: loginItemOf(app, {}, platform), asked };
  }

  it.each([
    ['darwin', { openAtLogin: true, status: 'enabled' }, 'on'],
    ['darwin', { openAtLogin: false, status: 'not-registered' }, 'off'],
    ['darwin', { openAtLogin: true, status: 'requires-approval' }, 'blocked'],
    ['win32', { openAtLogin: true, executableWillLaunchAtLogin: true }, 'on'],
    ['win32', { openAtLogin: true, executableWillLaunchAtLogin: false }, 'blocked'],
    ['win32', { openAtLogin: false, executableWillLaunchAtLogin: false }, 'off'],
  ] as const)('%s: %j is %s', async (platform, settings, state) => {
    expect(await given(platform, settings).item.read()).toEqual({ state });
  });

  it('is asked for only where it is not so already, and says what the OS then has', async () => {
    const { item, asked } = given('darwin', { openAtLogin: true, status: 'enabled' });
    expect(await item.enforce(true)).toEqual({ state: 'on' });
    expect(asked).toEqual([]);
    expect(await item.enforce(false)).toEqual({ state: 'on' });
    expect(asked).toEqual([{ openAtLogin: false }]);
  });

  it('is not offered by a build that the OS cannot start', async () => {
    const { item, asked } = given('win32', {}, false);
    expect(await item.enforce(true)).toEqual({ state: 'unavailable' });
    expect(asked).toEqual([]);
  });
});

describe('the size of a window', () => {
  let home: string;
  beforeEach(() => {
    home = mkdtempSync(path.join(os.tmpdir(), 'size-'));
  });
  afterEach(() => rmSync(home, { recursive: true, force: true }));

  it('is remembered', () => {
    const size = new RememberedSize(path.join(home, 'new', 'size.json'));
    expect(size.read()).toBeNull();
    size.write({ width: 700, height: 500 });
    expect(size.read()).toEqual({ width: 700, height: 500 });
    expect(readdirSync(path.join(home, 'new'))).toEqual(['size.json']);
  });

  it.each(['', '{', '{"width":700}', '{"width":1,"height":500}', '{"width":"wide","height":500}'])(
    'is forgotten when it cannot be used: %s',
    (text) => {
      const file = path.join(home, 'size.json');
      writeFileSync(file, text);
      expect(new RememberedSize(file).read()).toBeNull();
    },
  );

  it('that cannot be written is no trouble', () => {
    writeFileSync(path.join(home, 'file'), '');
    const size = new RememberedSize(path.join(home, 'file', 'size.json'));
    expect(() => size.write({ width: 700, height: 500 })).not.toThrow();
    expect(size.read()).toBeNull();
  });
});
