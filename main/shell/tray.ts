import path from 'node:path';
import { Menu, Tray, nativeImage, nativeTheme, type MenuItemConstructorOptions, type NativeImage } from 'electron';
import type { Rectangle } from './popup-position.ts';
import { menuShape, type MenuAction, type MenuItem, type TrayIcon, type TrayView } from './tray-view.ts';

/** A new menu closes the one that is open and read: one that differs only in its numbers waits this long (Linux). */
const menuNumbersMs = 60_000;

export interface TrayParts {
  readonly assetsDir: string;
  readonly onClick: () => void;
  /** Resolves when it is done, or was refused. */
  readonly onAction: (action: MenuAction) => Promise<void>;
}

/** The icon in the bar. Shows a view; what is the same as in the one before is left alone. */
export class SandmanTray {
  readonly #parts: TrayParts;
  readonly #tray: Tray;
  readonly #retheme = () => this.#drawIcon();
  #view: TrayView;
  #shown: Partial<TrayView> = {};
  #menuText = '';
  #menuShape = '';
  #menuSetAtMs = 0;

  constructor(parts: TrayParts, view: TrayView) {
    this.#parts = parts;
    this.#view = view;
    this.#tray = new Tray(this.#image(view.icon));
    // Waiting for a second click would delay the first one.
    this.#tray.setIgnoreDoubleClickEvents(true);
    this.#tray.on('click', parts.onClick);
    // On Linux the menu hangs on the icon, because some panels only offer that; elsewhere it comes with the right button.
    this.#tray.on('right-click', () => {
      if (process.platform !== 'linux') this.#tray.popUpContextMenu(this.#menu());
    });
    nativeTheme.on('updated', this.#retheme);
    this.#draw();
  }

  show(view: TrayView): void {
    this.#view = view;
    this.#draw();
  }

  /** Null where the desktop does not say. */
  bounds(): Rectangle | null {
    const bounds = this.#tray.getBounds();
    return bounds.width > 0 && process.platform !== 'linux' ? bounds : null;
  }

  destroy(): void {
    nativeTheme.off('updated', this.#retheme);
    this.#tray.destroy();
  }

  /** Only what differs: whatever is set goes to the desktop's panel, which draws it again. */
  #draw(): void {
    const { icon, tooltip, title } = this.#view;
    if (icon !== this.#shown.icon) this.#drawIcon();
    // Windows loses it with a taskbar that starts anew.
    if (tooltip !== this.#shown.tooltip || process.platform === 'win32') this.#tray.setToolTip(tooltip);
    if (process.platform === 'darwin' && title !== this.#shown.title)
      this.#tray.setTitle(title, { fontType: 'monospacedDigit' });
    if (process.platform === 'linux') this.#hangMenu();
    this.#shown = this.#view;
  }

  #hangMenu(): void {
    if (JSON.stringify(this.#view.menu) === this.#menuText) return;
    const shape = menuShape(this.#view.menu);
    const nowMs = performance.now();
    if (shape === this.#menuShape && nowMs - this.#menuSetAtMs < menuNumbersMs) return;
    this.#menuText = JSON.stringify(this.#view.menu);
    this.#menuShape = shape;
    this.#menuSetAtMs = nowMs;
    this.#tray.setContextMenu(this.#menu());
  }

  /** Electron turns a tick over with the click, whatever comes of it: the menu that hangs is true again only when made anew. */
  async #choose({ action, checked }: Extract<MenuItem, { kind: 'action' }>): Promise<void> {
    const isTick = checked !== undefined;
    if (isTick) this.#menuText = this.#menuShape = '';
    await this.#parts.onAction(action);
    if (isTick && process.platform === 'linux' && !this.#tray.isDestroyed()) this.#hangMenu();
  }

  #drawIcon(): void {
    this.#tray.setImage(this.#image(this.#view.icon));
  }

  #image(icon: TrayIcon): NativeImage {
    const { assetsDir } = this.#parts;
    if (process.platform === 'darwin') {
      const image = nativeImage.createFromPath(path.join(assetsDir, 'tray', `${icon}Template.png`));
      image.setTemplateImage(true);
      return image;
    }
    // Panels are dark nearly everywhere, and on a light one the outline is seen; the theme of apps says nothing certain about them.
    if (process.platform !== 'win32') {
      return nativeImage.createFromPath(path.join(assetsDir, 'tray', 'linux', `${icon}-dark.png`));
    }
    const shade = isTaskbarDark() ? 'dark' : 'light';
    return nativeImage.createFromPath(path.join(assetsDir, 'tray', 'win', `${icon}-${shade}.ico`));
  }

  #menu(): Menu {
    return Menu.buildFromTemplate(this.#view.menu.map((item) => this.#menuItem(item)));
  }

  #menuItem(item: MenuItem): MenuItemConstructorOptions {
    switch (item.kind) {
      case 'separator':
        return { type: 'separator' };
      case 'label':
        return { label: escape(item.text), enabled: false };
      case 'submenu':
        return { label: escape(item.text), submenu: item.items.map((one) => this.#menuItem(one)) };
      case 'action':
        return {
          label: escape(item.text),
          click: () => void this.#choose(item),
          ...(item.checked !== undefined && { type: 'checkbox', checked: item.checked }),
        };
    }
  }
}

/** The taskbar goes by the system's theme, whatever ours is set to; an older Electron does not tell the two apart. */
function isTaskbarDark(): boolean {
  const system = nativeTheme.shouldUseDarkColorsForSystemIntegratedUI as boolean | undefined;
  return system ?? nativeTheme.shouldUseDarkColors;
}

/** In a menu a single `&` underlines the next letter. */
function escape(text: string): string {
  return text.replaceAll('&', '&&');
}
