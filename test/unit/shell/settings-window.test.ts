import { beforeEach, expect, it, vi } from 'vitest';
import { SettingsWindow } from '../../../main/shell/settings-window.ts';
import type { WindowSize, RememberedSize } from '../../../main/shell/window-size.ts';

const { windows, FakeWindow, asked, workArea } = vi.hoisted(() => {
  const windows: FakeWindow[] = [];
  /** Like Electron's: `close` asks first, `destroy` does not. */
  class FakeWindow {
    readonly heard = new Map<string, () => void>();
    readonly webContents = { on: (name: string, listener: () => void) => void this.heard.set(name, listener) };
    size = [900, 700];
    maximized = false;
    constructor() {
      windows.push(this);
    }
    removeMenu() {}
    once() {}
    on(name: string, listener: () => void) {
      this.heard.set(name, listener);
    }
    loadURL() {
      return Promise.resolve();
    }
    getSize() {
      return this.size;
    }
    isDestroyed() {
      return false;
    }
    isMaximized() {
      return this.maximized;
    }
    close() {
      this.heard.get('close')?.();
      this.destroy();
    }
    destroy() {
      this.heard.get('closed')?.();
    }
  }
  return { windows, FakeWindow, asked: { cursor: 0 }, workArea: { x: 0, y: 0, width: 1920, height: 1080 } };
});

vi.mock('electron', () => ({
  BrowserWindow: FakeWindow,
  screen: {
    getCursorScreenPoint: () => {
      asked.cursor += 1;
      return { x: 0, y: 0 };
    },
    getDisplayNearestPoint: () => ({ workArea }),
    getPrimaryDisplay: () => ({ workArea }),
  },
  protocol: {},
}));

let written: WindowSize[];
let settings: SettingsWindow;
beforeEach(() => {
  windows.length = 0;
  written = [];
  const size: Pick<RememberedSize, 'read' | 'write'> = { read: () => null, write: (one) => void written.push(one) };
  asked.cursor = 0;
  settings = new SettingsWindow({ preload: '', icon: '', size: size as RememberedSize, isPlaced: true });
  settings.show();
});

it.each(['close', 'destroy'] as const)('its size is remembered once by %s', (end) => {
  settings[end]();
  expect(written).toEqual([{ width: 900, height: 700 }]);
  settings.destroy();
  expect(written).toHaveLength(1);
});

it('its size is remembered when its page crashes', () => {
  windows[0]?.heard.get('render-process-gone')?.();
  expect(written).toEqual([{ width: 900, height: 700 }]);
});

it.each(['close', 'destroy'] as const)('the size of a maximised one is not the one that was chosen: %s', (end) => {
  if (windows[0]) windows[0].maximized = true;
  settings[end]();
  expect(written).toEqual([]);
});

it('does not ask for the cursor where windows are not placed: before there is a window, that has ended the process', () => {
  expect(asked.cursor).toBe(1);
  const parts = { preload: '', icon: '', size: { read: () => null } as unknown as RememberedSize, isPlaced: false };
  new SettingsWindow(parts).show();
  expect(windows).toHaveLength(2);
  expect(asked.cursor).toBe(1);
});
