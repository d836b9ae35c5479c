import path from 'node:path';
import { app, ipcMain, session } from 'electron';
import type { PushName, Pushes, SettingsSection } from '../../preload/contract.ts';
import { resolveLanguage } from '../core/i18n/language.ts';
import { wordsFor, type Words } from '../core/i18n/words.ts';
import type { KeyService } from '../core/apikey/key-service.ts';
import type { ServiceWithPast } from '../core/history/past.ts';
import type { AppState } from '../core/model/app-state.ts';
import type { FoundPrograms } from '../core/model/desktop.ts';
import type { Logger } from '../core/model/logger.ts';
import { serveApp } from './app-protocol.ts';
import { desktopCalls } from './desktop-calls.ts';
import type { CardParts } from './card-handlers.ts';
import { handleCalls } from './ipc.ts';
import { keyNotification } from './key-notification.ts';
import { applyTheme } from './theme.ts';
import { openHome } from './open-home.ts';
import { carryOut } from './menu-actions.ts';
import { isShort } from '../core/host/memory-pressure.ts';
import type { TrayHost } from '../core/tray-host/tray-host.ts';
import { IconWatch } from './icon-watch.ts';
import { answerNotice } from './notice-answers.ts';
import { menuNotification } from './menu-notification.ts';
import { NoticeTeller } from './notice-teller.ts';
import type { NoticeActionId, NotificationView } from './notification-view.ts';
import { lockDown, lockSession } from './lockdown.ts';
import { Notifications } from './notifications.ts';
import { windowsArePlaced } from './windows-are-placed.ts';
import { Popup } from './popup.ts';
import { ServiceHolder, type MakeService } from './service-holder.ts';
import { SettingsWindow } from './settings-window.ts';
import { desktopName, shownState } from './shown-state.ts';
import { trayView, type MenuAction } from './tray-view.ts';
import { SandmanTray } from './tray.ts';
import { RememberedSize } from './window-size.ts';

export interface DesktopParts {
  readonly home: string;
  readonly assetsDir: string;
  readonly rendererDir: string;
  readonly preload: string;
  readonly logger: Logger;
  readonly service: ServiceWithPast;
  readonly env: NodeJS.ProcessEnv;
  /** How long nobody has touched the machine; 0 when that is not known. */
  readonly untouchedMs: () => number;
  readonly findPrograms: () => Promise<FoundPrograms>;
  readonly findTrayHost: () => Promise<TrayHost>;
  readonly openTerminal: CardParts['openTerminal'];
  readonly makeDemo: MakeService;
  /** One like `service`, for when the demo could not take its place. */
  readonly makeService?: MakeService;
  readonly makeKeys: (service: Pick<ServiceWithPast, 'getState' | 'lookNow'>) => KeyService;
}

/** The views over one service: icon, popup, notifications, and the intents that come back from them. */
export class DesktopApp {
  readonly #parts: DesktopParts;
  readonly #holder: ServiceHolder;
  readonly #popup: Popup;
  readonly #settings: SettingsWindow;
  readonly #tray: SandmanTray;
  readonly #notifications: Notifications;
  readonly #teller: NoticeTeller;
  readonly #icon: IconWatch;
  readonly #keys: KeyService;
  #isRefused = false;

  /** Has to be made after the app is ready. */
  constructor(parts: DesktopParts) {
    this.#parts = parts;
    lockDown(app);
    // The session costs some megabytes in Chromium's network process: nobody needs it before there is a page.
    app.once('web-contents-created', () => {
      lockSession(session.defaultSession);
      serveApp(session.defaultSession, parts.rendererDir);
    });
    this.#notifications = new Notifications({
      onClick: (view) => this.#reveal(view),
      onAction: (view, action) => this.#answerNotice(view, action),
      onRefused: (isRefused) => {
        if (isRefused === this.#isRefused) return;
        this.#isRefused = isRefused;
        this.#pushToAll('stateChanged', this.#shownState());
      },
    });
    this.#teller = new NoticeTeller({
      notifications: this.#notifications,
      words: () => this.#words,
      untouchedMs: parts.untouchedMs,
    });
    this.#icon = new IconWatch({
      find: parts.findTrayHost,
      onChange: (isMissing) => {
        this.#pushToAll('stateChanged', this.#shownState());
        // One that was made to come from the icon has no frame to move and close it by.
        if (isMissing) this.#popup.destroy();
        if (isMissing) void this.#popup.show();
      },
    });
    this.#holder = new ServiceHolder(parts.service, {
      onState: (state) => {
        this.#tray.show(trayView(state, this.#words));
        applyTheme(state.settings);
        this.#pushToAll('stateChanged', this.#shownState());
        this.#popup.giveUpIfShort();
        this.#teller.see(state);
      },
      onEvent: (event) => this.#teller.hear(event, this.#service.getState()),
    });
    this.#settings = new SettingsWindow({
      preload: parts.preload,
      icon: path.join(parts.assetsDir, 'icon.png'),
      size: new RememberedSize(path.join(parts.home, 'electron', 'settings-window.json')),
      isPlaced: windowsArePlaced(),
    });
    applyTheme(parts.service.getState().settings);
    this.#popup = new Popup({
      preload: parts.preload,
      anchor: () => this.#tray.bounds(),
      cards: () => this.#service.getState().sandboxes.filter((one) => one.status !== 'stopped').length,
      isPlaced: windowsArePlaced(),
      hasIcon: () => !this.#icon.isMissing(),
      onFocused: () => this.#lookForIcon(),
      isShortOfMemory: () => isShort(this.#service.getState().host),
      onShownAgain: () => {
        this.#popup.push('stateChanged', this.#shownState());
        this.#popup.push('keyChanged', this.#keys.getState());
        this.#popup.push('windowShown', null);
      },
      onSettled: () => this.#service.setAttention(true),
      onHidden: () => this.#service.setAttention(false),
    });
    this.#tray = new SandmanTray(
      { assetsDir: parts.assetsDir, onClick: () => this.#popup.toggle(), onAction: (action) => this.#act(action) },
      trayView(parts.service.getState(), this.#words),
    );
    this.#keys = parts.makeKeys({ getState: () => this.#service.getState(), lookNow: () => this.#service.lookNow() });
    this.#keys.subscribe((state, before) => {
      this.#pushToAll('keyChanged', state);
      if (!this.#popup.isVisible()) this.#notifications.apply(keyNotification(before, state, this.#words));
    });
    const calls = desktopCalls({
      ...parts,
      service: () => this.#service,
      keys: this.#keys,
      popup: this.#popup,
      settings: this.#settings,
      notifications: this.#notifications,
      words: () => this.#words,
      shownState: () => this.#shownState(),
      showSettings: (section) => this.showSettings(section),
      startDemo: () => this.#startDemo(),
    });
    handleCalls(ipcMain, calls, parts.logger);
    this.#teller.see(parts.service.getState());
  }

  showPopup(pinned: boolean): void {
    void this.#popup.show({ pinned });
  }

  showSettings(section?: SettingsSection): void {
    // It stays on top of everything, and nobody looks at both.
    this.#popup.hide();
    this.#settings.show(section);
  }

  /** To be called when everything is up: where no icon can be shown, it becomes a window like any other. */
  start(): void {
    void this.#icon.look();
  }

  /** Takes everything off the screen and ends the service. */
  async dispose(): Promise<void> {
    this.#notifications.closeAll();
    await this.#keys.dispose();
    this.#popup.destroy();
    this.#settings.destroy();
    this.#tray.destroy();
    await this.#service.dispose();
  }

  get #service(): ServiceWithPast {
    return this.#holder.current;
  }

  #pushToAll<Name extends PushName>(name: Name, value: Pushes[Name]): void {
    this.#popup.push(name, value);
    this.#settings.push(name, value);
  }

  /** The state as the windows get it: with what only the desktop knows. */
  #shownState(): AppState {
    return shownState(this.#service.getState(), {
      areNotificationsRefused: this.#isRefused,
      isIconMissing: this.#icon.isMissing(),
      desktopName: desktopName(this.#parts.env),
    });
  }

  /** Somebody may have done what the hint says. */
  #lookForIcon(): void {
    if (this.#icon.isMissing()) void this.#icon.look();
  }

  /** In the language that the user chose, else in the system's. */
  get #words(): Words {
    const { language } = this.#service.getState().settings;
    return wordsFor(resolveLanguage(language, app.getPreferredSystemLanguages()));
  }

  #reveal(view: NotificationView): void {
    void this.#popup.show(view.sandboxKey === undefined ? {} : { reveal: view.sandboxKey });
  }

  #answerNotice(view: NotificationView, id: NoticeActionId): void {
    const key = view.actions.find((one) => one.id === id)?.key;
    if (key === undefined) return;
    // What did not work is told where the sandbox is.
    void answerNotice(id, key, this.#service).then((result) => (result.ok ? undefined : this.#reveal(view)));
  }

  #act(action: MenuAction): Promise<void> {
    return carryOut(action, {
      service: () => this.#service,
      openPopup: () => this.#popup.show(),
      openSettings: () => this.showSettings(),
      openFolder: () => openHome(this.#parts.home),
      startDemo: () => this.#startDemo(),
      tell: (said) => this.#notifications.apply([{ kind: 'show', view: menuNotification(action, said, this.#words) }]),
      quit: () => app.quit(),
      logger: this.#parts.logger,
    });
  }

  async #startDemo(): Promise<void> {
    if (this.#service.getState().demo) return;
    this.#notifications.closeAll();
    const { makeDemo, makeService } = this.#parts;
    await this.#holder
      .replaceOnce(makeDemo, makeService)
      .finally(() => this.#service.setAttention(this.#popup.isVisible()));
  }
}
