import os from 'node:os';
import path from 'node:path';
import { app, powerMonitor } from 'electron';
import { createKeyService } from './compose-key.ts';
import { createSandman } from './compose.ts';
import { findExecutable, type Surroundings } from './core/process/find-executable.ts';
import { createRunner } from './core/process/run.ts';
import { findPrograms } from './core/runtimes/programs.ts';
import { sandmanHome } from './core/settings/home.ts';
import { openTerminal } from './core/terminal/open-terminal.ts';
import { findTrayHost } from './core/tray-host/tray-host.ts';
import { registerAppScheme } from './shell/app-protocol.ts';
import { DesktopApp } from './shell/desktop-app.ts';
import { fileLogger } from './shell/log.ts';
import { preloadFile } from './shell/popup.ts';
import { electronPowerEvents } from './shell/power-events.ts';
import { electronSettingsStore } from './shell/settings-store.ts';
import { setSwitches } from './shell/switches.ts';
import { version } from './version.ts';

/** A stop that is under way gets this long to end when the app is quit. */
const quitDeadlineMs = 5_000;

const home = sandmanHome();
const logger = fileLogger(home);
const wants = (name: string) => process.argv.includes(`--${name}`);
let desktop: DesktopApp | null = null;

for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
  process.on(event, (error: unknown) => {
    logger.error(`${event}: ${error instanceof Error ? (error.stack ?? error.message) : 'unknown'}`);
  });
}

app.setName('Sandman');
app.setPath('userData', path.join(home, 'electron'));
app.enableSandbox();
registerAppScheme();
setSwitches(app.commandLine, process.platform);
if (process.platform === 'win32') app.setAppUserModelId('dev.sandman.app');

if (app.requestSingleInstanceLock()) run();
else app.quit();

function run(): void {
  app.on('second-instance', () => desktop?.showPopup(false));
  // The popup comes and goes; the app is the icon.
  app.on('window-all-closed', () => {});
  app.on('activate', () => desktop?.showPopup(false));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => app.quit());
  quitInOrder();
  app
    .whenReady()
    .then(start)
    .catch((error: unknown) => {
      logger.error(`cannot start: ${error instanceof Error ? (error.stack ?? error.message) : 'unknown'}`);
      app.exit(1);
    });
}

async function start(): Promise<void> {
  if (process.platform === 'darwin') app.dock?.hide();
  const common = { version, home, env: process.env, logger, powerEvents: electronPowerEvents(powerMonitor) };
  const makeService = () =>
    createSandman({ ...common, demo: wants('demo'), asksFirst: true, store: electronSettingsStore(home) });
  const service = await makeService();
  const bundle = import.meta.dirname;
  const homeDir = process.env['HOME'] ?? os.homedir();
  const surroundings: Surroundings = { env: process.env, platform: process.platform, homeDir };
  const runner = createRunner({ env: process.env });
  desktop = new DesktopApp({
    home,
    assetsDir: path.join(bundle, '..', 'assets'),
    rendererDir: path.join(bundle, '..', 'renderer'),
    preload: preloadFile(bundle),
    logger,
    service,
    env: process.env,
    untouchedMs: () => powerMonitor.getSystemIdleTime() * 1000,
    findPrograms: () => findPrograms(surroundings),
    findTrayHost: () =>
      findTrayHost({ ...surroundings, findProgram: (name) => findExecutable(name, surroundings), run: runner.run }),
    openTerminal: (command) => openTerminal(command, surroundings),
    makeService,
    makeDemo: () => createSandman({ ...common, demo: true }),
    makeKeys: ({ getState, lookNow }) =>
      createKeyService({ home, env: process.env, logger, appState: getState, lookNow }),
  });
  logger.info(`Sandman ${version} started`);
  await service.start();
  // Who has never seen it does not know yet where the icon is.
  if (wants('show') || service.getState().settings.firstRun !== null) desktop.showPopup(true);
  if (wants('settings')) desktop.showSettings();
  desktop.start();
}

function quitInOrder(): void {
  let ended = false;
  app.on('before-quit', (event) => {
    if (ended || !desktop) return;
    event.preventDefault();
    const deadline = new Promise<void>((resolve) => setTimeout(resolve, quitDeadlineMs));
    void Promise.race([desktop.dispose(), deadline])
      .catch((error: unknown) => logger.error(`quit: ${error instanceof Error ? error.message : 'unknown'}`))
      .finally(() => {
        ended = true;
        app.quit();
      });
  });
}
