import type { App, LoginItemSettings } from 'electron';
import { XdgAutostart } from '../core/login/xdg-autostart.ts';
import type { LoginItem, LoginItemState } from '../core/login/login-item.ts';

type LoginItemApp = Pick<App, 'isPackaged' | 'getLoginItemSettings' | 'setLoginItemSettings' | 'getAppPath'>;

/** Start at login, as this OS does it. */
export function loginItemOf(app: LoginItemApp, env: NodeJS.ProcessEnv, platform = process.platform): LoginItem {
  if (platform === 'linux') return new XdgAutostart({ env, command: linuxCommand(app, env) });
  // The OS would start the bare Electron, which is not us.
  return app.isPackaged ? new SystemLoginItem(app, platform) : { read: unavailable, enforce: unavailable };
}

function linuxCommand(app: LoginItemApp, env: NodeJS.ProcessEnv): readonly string[] {
  // Inside an AppImage the program's own path is a mount that is gone after it ends.
  if (env['APPIMAGE']) return [env['APPIMAGE']];
  return app.isPackaged ? [process.execPath] : [process.execPath, app.getAppPath()];
}

const unavailable = (): Promise<LoginItemState> => Promise.resolve({ state: 'unavailable' });

/** macOS and Windows: the OS keeps it, and Electron asks the OS. */
class SystemLoginItem implements LoginItem {
  readonly #app: LoginItemApp;
  readonly #platform: NodeJS.Platform;

  constructor(app: LoginItemApp, platform: NodeJS.Platform) {
    this.#app = app;
    this.#platform = platform;
  }

  read(): Promise<LoginItemState> {
    return Promise.resolve({ state: this.#stateOf(this.#app.getLoginItemSettings()) });
  }

  async enforce(wanted: boolean): Promise<LoginItemState> {
    const { state } = await this.read();
    if ((state === 'on') !== wanted) this.#app.setLoginItemSettings({ openAtLogin: wanted });
    return this.read();
  }

  #stateOf(settings: LoginItemSettings): LoginItemState['state'] {
    if (this.#platform === 'win32') {
      if (!settings.openAtLogin) return 'off';
      // Switched off in the task manager, the entry stays where it is.
      return settings.executableWillLaunchAtLogin ? 'on' : 'blocked';
    }
    // From macOS 13 on; the user has to agree in the system settings.
    if (settings.status === 'requires-approval') return 'blocked';
    return settings.openAtLogin ? 'on' : 'off';
  }
}
