import type { EventEmitter } from 'node:events';
import path from 'node:path';
import { app, type ProcessMetric } from 'electron';
import { silentLogger } from '../../main/core/model/logger.ts';
import type { LanguageChoice } from '../../main/core/i18n/language.ts';
import type { SettingsSection } from '../../preload/contract.ts';
import { registerAppScheme } from '../../main/shell/app-protocol.ts';
import { DesktopApp } from '../../main/shell/desktop-app.ts';
import { preloadFile } from '../../main/shell/popup.ts';
import { SceneService } from './scene-service.ts';
import { scenes, settingsScene } from './scenes.ts';
import type { Scene } from './scene.ts';

/** The app as it is, over scenes instead of a watcher: what the pictures are taken of. */
const home = process.env['SANDMAN_HOME'] ?? '';
app.setName('Sandman');
app.setPath('userData', path.join(home, 'electron'));
app.enableSandbox();
registerAppScheme();
app.on('window-all-closed', () => {});

/**
 * Those that the app has. How many Chromium makes for these pictures depends on the machine: where it finds nothing to draw with,
 * the one for that ends again.
 */
app.getAppMetrics = () => (['Browser', 'GPU', 'Tab', 'Tab'] as const).map(metricOf);

function metricOf(type: ProcessMetric['type'], index: number): ProcessMetric {
  const memory = { workingSetSize: 100_000, peakWorkingSetSize: 100_000 };
  const cpu = { percentCPUUsage: 1, idleWakeupsPerSecond: 0 };
  return { pid: 1000 + index, type, creationTime: 0, memory, cpu };
}

const asked: EventEmitter = app;
const stage = new SceneService(sceneOf('empty', 'en'));

void app.whenReady().then(() => {
  const out = path.join(import.meta.dirname, '..');
  const desktop = new DesktopApp({
    home,
    assetsDir: path.join(out, 'assets'),
    rendererDir: path.join(out, 'renderer'),
    preload: preloadFile(import.meta.dirname),
    env: process.env,
    untouchedMs: () => 0,
    logger: silentLogger,
    service: stage.service(),
    findTrayHost: () => Promise.resolve('there'),
    openTerminal: () => Promise.resolve('no-terminal'),
    makeDemo: () => Promise.reject(new Error('there is no demo in a picture')),
    makeKeys: () => stage.keys(),
    findPrograms: () =>
      Promise.resolve({ sbx: '/usr/local/bin/sbx', docker: '/usr/bin/docker', engines: ['/var/run/docker.sock'] }),
  });
  desktop.showPopup(true);
  asked.on('settings', (section: SettingsSection) => desktop.showSettings(section));
});

// The test tells what to show; nothing of this is in the app that people get.
asked.on('scene', (name: string, language: LanguageChoice) => stage.show(sceneOf(name, language)));

function sceneOf(name: string, language: LanguageChoice): Scene {
  const scene = name === 'settings' ? settingsScene : scenes[name];
  if (!scene) throw new Error(`no scene ${name}`);
  return { ...scene, state: { ...scene.state, settings: { ...scene.state.settings, language } } };
}
