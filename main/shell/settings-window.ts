import { BrowserWindow, dialog, screen, type OpenDialogOptions, type SaveDialogOptions } from 'electron';
import type { PushName, Pushes, SettingsSection } from '../../preload/contract.ts';
import { appOrigin } from './app-protocol.ts';
import { sendTo } from './ipc.ts';
import { pagePreferences } from './page-preferences.ts';
import type { RememberedSize } from './window-size.ts';

const usualSize = { width: 800, height: 620 };
const leastSize = { width: 620, height: 420 };

export interface SettingsWindowParts {
  readonly preload: string;
  /** In the taskbar, where the system does not take it from the program. */
  readonly icon: string;
  readonly size: RememberedSize;
  /** False where windows lie where the desktop wants them (Wayland). */
  readonly isPlaced: boolean;
}

/** The settings window: an ordinary window, one of it, and nothing is left of it when it is closed. */
export class SettingsWindow {
  readonly #parts: SettingsWindowParts;
  #window: BrowserWindow | null = null;

  constructor(parts: SettingsWindowParts) {
    this.#parts = parts;
  }

  /** Opens it at a section, or brings the open one to the front. */
  show(section?: SettingsSection): void {
    const open = this.#window;
    if (!open) return this.#create(section);
    if (section !== undefined) this.push('showSection', { section });
    if (open.isMinimized()) open.restore();
    open.show();
    open.focus();
  }

  close(): void {
    this.#window?.close();
  }

  destroy(): void {
    const window = this.#window;
    if (!window || window.isDestroyed()) return;
    // It ends without the event by which a size is remembered otherwise.
    this.#remember(window);
    window.destroy();
  }

  push<Name extends PushName>(name: Name, value: Pushes[Name]): void {
    if (this.#window && !this.#window.isDestroyed()) sendTo(this.#window.webContents, name, value);
  }

  /** Asks where to save; the dialog belongs to the window, and stays in front of it. */
  askWhereToSave(options: SaveDialogOptions): ReturnType<typeof dialog.showSaveDialog> {
    const owner = this.#window;
    return owner ? dialog.showSaveDialog(owner, options) : dialog.showSaveDialog(options);
  }

  /** Asks what to open, in the same way. */
  askWhatToOpen(options: OpenDialogOptions): ReturnType<typeof dialog.showOpenDialog> {
    const owner = this.#window;
    return owner ? dialog.showOpenDialog(owner, options) : dialog.showOpenDialog(options);
  }

  #create(section: SettingsSection | undefined): void {
    // Not the cursor on Wayland: see the popup.
    const { workArea } = this.#parts.isPlaced
      ? screen.getDisplayNearestPoint(screen.getCursorScreenPoint())
      : screen.getPrimaryDisplay();
    const size = this.#parts.size.read() ?? usualSize;
    const window = new BrowserWindow({
      width: Math.min(size.width, workArea.width),
      height: Math.min(size.height, workArea.height),
      minWidth: leastSize.width,
      minHeight: leastSize.height,
      title: 'Sandman',
      show: false,
      ...(process.platform === 'linux' && { icon: this.#parts.icon }),
      fullscreenable: false,
      webPreferences: pagePreferences(this.#parts.preload),
    });
    this.#window = window;
    // On macOS the menu is the app's and stays; elsewhere it would stand in the window, with nothing in it that is needed.
    if (process.platform !== 'darwin') window.removeMenu();
    window.once('ready-to-show', () => window.show());
    window.on('close', () => this.#remember(window));
    window.on('closed', () => {
      if (this.#window === window) this.#window = null;
    });
    window.webContents.on('render-process-gone', () => {
      if (this.#window === window) this.destroy();
    });
    const hash = section === undefined ? '' : `#${section}`;
    window.loadURL(`${appOrigin}/settings.html${hash}`).catch(() => {
      if (!window.isDestroyed()) window.destroy();
    });
  }

  #remember(window: BrowserWindow): void {
    const [width = usualSize.width, height = usualSize.height] = window.getSize();
    if (!window.isMaximized()) this.#parts.size.write({ width, height });
  }
}
