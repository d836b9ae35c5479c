import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { SandmanTray } from '../../../main/shell/tray.ts';
import type { TrayView } from '../../../main/shell/tray-view.ts';

interface Item {
  readonly label: string;
  readonly checked?: boolean;
  readonly click: () => void;
}

const { menus, ends } = vi.hoisted(() => ({ menus: [] as (readonly unknown[])[], ends: { tray: false } }));

vi.mock('electron', () => ({
  Menu: { buildFromTemplate: (template: readonly unknown[]) => template },
  Tray: class {
    setIgnoreDoubleClickEvents() {}
    on() {}
    setImage() {}
    setToolTip() {}
    setContextMenu(menu: readonly unknown[]) {
      menus.push(menu);
    }
    isDestroyed() {
      return ends.tray;
    }
    destroy() {
      ends.tray = true;
    }
  },
  nativeImage: { createFromPath: () => ({}) },
  nativeTheme: { on: () => {}, off: () => {} },
}));

const platform = Object.getOwnPropertyDescriptor(process, 'platform') as PropertyDescriptor;
beforeEach(() => {
  menus.length = 0;
  ends.tray = false;
  Object.defineProperty(process, 'platform', { ...platform, value: 'linux' });
});
afterEach(() => Object.defineProperty(process, 'platform', platform));

const view = (watchOnly: boolean): TrayView => ({
  icon: 'empty',
  tooltip: '',
  title: '',
  menu: [
    { kind: 'action', text: 'Look now', action: { do: 'look' } },
    { kind: 'action', text: 'Watch only', action: { do: 'watch-only', on: !watchOnly }, checked: watchOnly },
  ],
});

const done = Promise.resolve();
const trayThat = (onAction: () => Promise<void>) =>
  new SandmanTray({ assetsDir: '', onClick: () => {}, onAction }, view(false));

async function click(label: string): Promise<void> {
  const item = (menus.at(-1) as readonly Item[]).find((one) => one.label === label);
  item?.click();
  await new Promise(setImmediate);
}

it('the menu hangs anew after a tick that was refused: Electron has turned it over', async () => {
  trayThat(() => done);
  await click('Watch only');
  expect(menus).toHaveLength(2);
  expect(menus[1]).toMatchObject([{ label: 'Look now' }, { label: 'Watch only', checked: false }]);
});

it('the menu hangs anew once after a tick that was taken', async () => {
  const tray: SandmanTray = trayThat(() => {
    tray.show(view(true));
    return done;
  });
  await click('Watch only');
  expect(menus).toHaveLength(2);
  expect(menus[1]).toMatchObject([{ label: 'Look now' }, { label: 'Watch only', checked: true }]);
});

it('the menu stays as it is after anything else, and after the end', async () => {
  const tray: SandmanTray = trayThat(() => done);
  await click('Look now');
  expect(menus).toHaveLength(1);
  const item = (menus[0] as readonly Item[])[1];
  tray.destroy();
  item?.click();
  await new Promise(setImmediate);
  expect(menus).toHaveLength(1);
});
