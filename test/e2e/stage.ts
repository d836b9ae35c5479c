import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import type { Language } from '../../main/core/i18n/language.ts';
import type { SettingsSection } from '../../preload/contract.ts';
import { importedSettings, type Opened } from '../pictures/opened.ts';
import { scenes } from '../pictures/scenes.ts';
import type { Scene } from '../pictures/scene.ts';
import { desktopEnv, projectRoot } from './app.ts';
import { expect } from './test.ts';

/** The real app over scenes instead of a watcher: what pictures are taken of, and labels are read from. */
export class Stage {
  private constructor(
    readonly electron: ElectronApplication,
    /** The popup. */
    readonly page: Page,
    readonly home: string,
  ) {}

  static async start(): Promise<Stage> {
    const home = await mkdtemp(path.join(os.tmpdir(), 'sandman-pictures-'));
    const electron = await _electron.launch({
      executablePath: process.env['SANDMAN_ELECTRON'] ?? '',
      args: [path.join(projectRoot, 'out', 'pictures', 'index.js'), '--disable-gpu', '--force-device-scale-factor=1'],
      chromiumSandbox: true,
      env: { ...desktopEnv(), SANDMAN_HOME: home, TZ: 'UTC' },
    });
    const page = await electron.firstWindow();
    await page.getByRole('heading', { level: 1 }).waitFor();
    return new Stage(electron, page, home);
  }

  /** Shows a scene in the popup, as it is before anybody has touched it. */
  async show(name: string, language: Language): Promise<void> {
    const { page } = this;
    const scene = sceneOf(name);
    await this.#emit(name, language);
    await expect(page.locator(`html[lang="${language}"]`)).toHaveCount(1);
    // What was opened last has got the focus back.
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await this.#open(scene);
    // What was clicked last is under the mouse.
    await page.mouse.move(0, 0);
  }

  /** Leaves what the scene has opened. */
  async leave(name: string): Promise<void> {
    const { page } = this;
    const { opens, shows, seeks } = sceneOf(name);
    if (seeks !== undefined) await page.getByRole('searchbox').fill('');
    // A menu may have been left already; then the key would close the window.
    const isOpen = opens !== undefined || shows !== undefined || (await page.getByRole('menu').count()) > 0;
    if (isOpen) await page.keyboard.press('Escape');
  }

  /** Opens the settings window. */
  async settings(section: SettingsSection): Promise<Page> {
    const [settings] = await Promise.all([
      this.electron.waitForEvent('window'),
      this.electron.evaluate(({ app }, asked) => app.emit('settings', asked), section),
    ]);
    return settings;
  }

  async showSettings(settings: Page, language: Language): Promise<void> {
    await this.#emit('settings', language);
    await expect(settings.locator(`html[lang="${language}"]`)).toHaveCount(1);
  }

  /** Opens the settings window, in English, and something in it. Of what can be imported there is a file to be chosen. */
  async openedSettings({ section, by }: Opened): Promise<Page> {
    const file = path.join(this.home, 'theirs.json');
    await writeFile(file, JSON.stringify(importedSettings));
    await this.electron.evaluate(({ dialog }, chosen) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
    }, file);
    const settings = await this.settings(section);
    await this.showSettings(settings, 'en');
    await settings.locator(by).click();
    await settings.locator('.editor').scrollIntoViewIfNeeded();
    // What was clicked is under the mouse.
    await settings.mouse.move(0, 0);
    return settings;
  }

  async end(): Promise<void> {
    await this.electron.close();
    await rm(this.home, { recursive: true, force: true });
  }

  async #emit(name: string, language: Language): Promise<void> {
    await this.electron.evaluate(({ app }, [scene, spoken]) => app.emit('scene', scene, spoken), [
      name,
      language,
    ] as const);
  }

  /** Opens what a scene is about: the panel of the key, or the page of a sandbox, which may be among the stopped ones. */
  async #open({ opens, shows, presses, scrollsTo, seeks }: Scene): Promise<void> {
    const { page } = this;
    if (shows === 'key') await page.getByRole('button', { name: /^API/ }).click();
    if (opens !== undefined) {
      const opener = page.locator(`[data-opens="${opens}"]`);
      if (!(await opener.isVisible())) await page.locator('.stopped summary').click();
      await opener.click();
      await expect(page.locator('.plot-cpu canvas')).toHaveCount(1);
    }
    if (presses !== undefined) {
      const pressed = page.locator(presses).first();
      await pressed.click();
      await expect(page.locator(':is([aria-expanded=true], [aria-pressed=true])').and(pressed)).toHaveCount(1);
    }
    if (seeks !== undefined) await page.getByRole('searchbox').fill(seeks);
    if (scrollsTo !== undefined) await page.locator(scrollsTo).evaluate((part) => part.scrollIntoView());
  }
}

export function sceneOf(name: string): Scene {
  const scene = scenes[name];
  if (!scene) throw new Error(`no scene ${name}`);
  return scene;
}
