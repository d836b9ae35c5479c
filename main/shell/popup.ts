import path from 'node:path';
import { BrowserWindow, nativeTheme, screen } from 'electron';
import type { PushName, Pushes } from '../../preload/contract.ts';
import { appOrigin } from './app-protocol.ts';
import { sendTo } from './ipc.ts';
import { pagePreferences } from './page-preferences.ts';
import { fallbackAnchor, popupPosition, popupSize, usualSize, type Rectangle, type Size } from './popup-position.ts';

/** A hidden window costs some 50 MB: it is given up when it was not needed for this long. */
const destroyAfterMs = 30_000;
/** The first picture should not have to compete with the looks that follow from somebody looking on. */
const settleMs = 400;
/** The page's own ground (`theme.css`), so that the window is not white before it is drawn. */
const ground = { light: '#f6f6f8', dark: '#1c1c20' };
/** A click on the icon takes the focus first, which hides the popup: within this time it meant to close it. */
const reopenGuardMs = 250;

export interface PopupParts {
  readonly preload: string;
  /** Where the icon is; null where the desktop does not tell (Linux panels). */
  readonly anchor: () => Rectangle | null;
  /** How many sandboxes run, or may: each of them has a card. */
  readonly cards: () => number;
  /** False where windows lie where the desktop wants them (Wayland): then it is a small window like any other. */
  readonly isPlaced: boolean;
  /** False where no icon can be shown: then it is a window like any other that stays until it is closed. */
  readonly hasIcon: () => boolean;
  /** The machine is short of memory: a window that nobody sees is given up at once. */
  readonly isShortOfMemory: () => boolean;
  /** It came on the screen again, and what the page shows may be old. A new page asks for everything itself. */
  readonly onShownAgain: () => void;
  /** It has been on the screen for long enough to be drawn: what costs more may begin now. */
  readonly onSettled: () => void;
  readonly onFocused: () => void;
  /** It left the screen, in whatever way. */
  readonly onHidden: () => void;
}

/** The popup window: made when it is wanted, hidden when it loses the focus, destroyed when it is not wanted for a while. */
export class Popup {
  readonly #parts: PopupParts;
  #window: BrowserWindow | null = null;
  /** The page's process is there, and the window has its ground to show. */
  #begun: Promise<unknown> = Promise.resolve();
  /** The page can be told something. */
  #loaded: Promise<unknown> = Promise.resolve();
  /** From the click until it is on the screen. */
  #isOpening = false;
  #destroyTimer: NodeJS.Timeout | undefined;
  #settleTimer: NodeJS.Timeout | undefined;
  #blurredAtMs = Number.NEGATIVE_INFINITY;
  /** Kept open until it is closed by hand: at a start with `--show` nobody has clicked it yet. */
  #pinned = false;

  constructor(parts: PopupParts) {
    this.#parts = parts;
  }

  isVisible(): boolean {
    return this.#window?.isVisible() ?? false;
  }

  toggle(): void {
    if (this.isVisible()) return this.hide();
    if (performance.now() - this.#blurredAtMs < reopenGuardMs) return;
    void this.show();
  }

  async show(options: { pinned?: boolean; reveal?: string } = {}): Promise<void> {
    clearTimeout(this.#destroyTimer);
    this.#pinned = options.pinned ?? false;
    this.#isOpening = true;
    const isNew = this.#window === null;
    const window = this.#window ?? this.#create();
    // The system takes its time to put a window on the screen, and the page is read meanwhile.
    await this.#begun.finally(() => (this.#isOpening = false));
    if (window.isDestroyed()) return;
    this.#place(window);
    window.show();
    // Windows may bring the tab back with the window.
    if (this.#hangsOnIcon()) window.setSkipTaskbar(true);
    window.focus();
    await this.#loaded;
    if (!this.isVisible()) return;
    if (!isNew) this.#parts.onShownAgain();
    clearTimeout(this.#settleTimer);
    this.#settleTimer = setTimeout(() => this.isVisible() && this.#parts.onSettled(), settleMs);
    if (options.reveal !== undefined) this.push('revealSandbox', { key: options.reveal });
  }

  hide(): void {
    // Without an icon nothing would bring it back.
    if (!this.isVisible() || !this.#parts.hasIcon()) return;
    this.#window?.hide();
    this.#destroyTimer = setTimeout(() => this.destroy(), destroyAfterMs);
    this.giveUpIfShort();
  }

  /** To be called when the machine's memory may have become short. */
  giveUpIfShort(): void {
    if (this.#window && !this.#isOpening && !this.isVisible() && this.#parts.isShortOfMemory()) this.destroy();
  }

  destroy(): void {
    clearTimeout(this.#destroyTimer);
    clearTimeout(this.#settleTimer);
    this.#window?.destroy();
    this.#window = null;
  }

  /** Tells the page something; a page that is not on screen is told nothing, it asks when it comes back. */
  push<Name extends PushName>(name: Name, value: Pushes[Name]): void {
    if (this.#window && !this.#window.isDestroyed() && this.isVisible()) {
      sendTo(this.#window.webContents, name, value);
    }
  }

  #hangsOnIcon(): boolean {
    return this.#parts.isPlaced && this.#parts.hasIcon();
  }

  #create(): BrowserWindow {
    const hangsOnIcon = this.#hangsOnIcon();
    const window = new BrowserWindow({
      ...(hangsOnIcon ? this.#size(this.#display().workArea) : usualSize),
      title: 'Sandman',
      show: false,
      frame: !hangsOnIcon,
      backgroundColor: nativeTheme.shouldUseDarkColors ? ground.dark : ground.light,
      resizable: false,
      maximizable: false,
      minimizable: !this.#parts.hasIcon(),
      fullscreenable: false,
      skipTaskbar: hangsOnIcon,
      // Electron has `skipTaskbar` on macOS and Windows only. On X11 windows of this type are on no taskbar.
      ...(hangsOnIcon && process.platform === 'linux' && { type: 'toolbar' }),
      alwaysOnTop: hangsOnIcon,
      autoHideMenuBar: true,
      webPreferences: pagePreferences(this.#parts.preload),
    });
    this.#window = window;
    // Where the icon was clicked, also over a program that fills the screen, and without becoming a program of the Dock for it.
    if (process.platform === 'darwin')
      window.setVisibleOnAllWorkspaces(true, { visibleOnFullScreen: true, skipTransformProcessType: true });
    window.on('blur', () => {
      if (this.#pinned || !this.isVisible() || window.webContents.isDevToolsOpened()) return;
      this.#blurredAtMs = performance.now();
      this.hide();
    });
    window.on('focus', () => this.#parts.onFocused());
    window.on('hide', () => this.#parts.onHidden());
    window.on('closed', () => {
      this.#parts.onHidden();
      if (this.#window === window) this.#window = null;
    });
    // A page that crashed is thrown away; the next click makes another.
    const giveUp = () => {
      if (this.#window === window) this.destroy();
    };
    window.webContents.on('render-process-gone', giveUp);
    this.#loaded = window.loadURL(`${appOrigin}/index.html`).catch(giveUp);
    const committed = new Promise((resolve) => window.webContents.once('did-navigate', resolve));
    this.#begun = Promise.race([committed, this.#loaded]);
    return window;
  }

  #place(window: BrowserWindow): void {
    if (!this.#hangsOnIcon()) return;
    const { anchor, workArea } = this.#display();
    const size = this.#size(workArea);
    window.setBounds({ ...popupPosition(anchor, workArea, size), ...size });
  }

  #size(workArea: Rectangle): Size {
    return popupSize(this.#parts.cards(), workArea);
  }

  /** Not to be asked on Wayland, where asking for the cursor before there is a window has ended the process (Electron 29 to 40). */
  #display(): { anchor: Rectangle; workArea: Rectangle } {
    const cursor = screen.getCursorScreenPoint();
    const icon = this.#parts.anchor();
    const { bounds, workArea } = screen.getDisplayNearestPoint(icon ?? cursor);
    return { anchor: icon ?? fallbackAnchor(cursor, bounds, workArea), workArea };
  }
}

/** The file of the bundled preload, beside the bundled main. */
export function preloadFile(mainDir: string): string {
  return path.join(mainDir, '..', 'preload', 'bridge.cjs');
}
