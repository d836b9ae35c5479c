import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { controlAddress } from '../../main/core/control/address.ts';
import { ask } from '../../main/core/control/client.ts';
import type { AppState } from '../../main/core/model/app-state.ts';
import type { LedgerEntry } from '../../main/core/enforce/ledger.ts';
import { ledgerFileName } from '../../main/core/enforce/ledger.ts';
import { settingsFileName } from '../../main/core/settings/file-store.ts';
import { clickTray, findTrayIcon, iconInTray, waitFor } from './desktop.ts';

export const projectRoot = path.resolve(import.meta.dirname, '..', '..');

export interface AppOptions {
  /** What the app's own environment has on top of the desktop's. */
  readonly env: Readonly<Record<string, string>>;
  /** The settings file as a person would write it. */
  readonly settings?: unknown;
  /** The settings file, byte for byte. */
  readonly settingsText?: string;
  readonly args?: readonly string[];
  /** Puts into its home what an earlier run would have left there. */
  readonly prepare?: (home: string) => void | Promise<void>;
  /** False: on a desktop where no icon is shown. */
  readonly tray?: boolean;
}

/** The real app, started as a user would start it, in a home folder of its own. */
export class SandmanApp {
  private constructor(
    readonly electron: ElectronApplication,
    readonly home: string,
    readonly output: readonly string[],
  ) {}

  static async start(options: AppOptions): Promise<SandmanApp> {
    const home = await mkdtemp(path.join(os.tmpdir(), 'sandman-home-'));
    await mkdir(home, { recursive: true });
    const text = options.settingsText ?? (options.settings === undefined ? null : JSON.stringify(options.settings));
    if (text !== null) await writeFile(path.join(home, settingsFileName), text);
    await options.prepare?.(home);
    const electron = await _electron.launch({
      executablePath: process.env['SANDMAN_ELECTRON'] ?? '',
      args: [projectRoot, ...(options.args ?? [])],
      // Playwright would switch Chromium's sandbox off; this app is never without it.
      chromiumSandbox: true,
      // Nor shall it decide between light and dark.
      colorScheme: null,
      env: { ...desktopEnv(), ...options.env, SANDMAN_HOME: home },
    });
    const output: string[] = [];
    for (const stream of [electron.process().stdout, electron.process().stderr]) {
      stream?.on('data', (chunk: Buffer) => output.push(chunk.toString()));
    }
    const app = new SandmanApp(electron, home, output);
    if (options.tray !== false) await findTrayIcon();
    return app;
  }

  /** Clicks the icon in the panel and waits for the window that it opens. */
  async openPopup(): Promise<Page> {
    const open = this.electron.windows()[0];
    if (open) {
      await clickTray();
      return open;
    }
    const [page] = await Promise.all([this.electron.waitForEvent('window'), clickTray()]);
    await page.getByRole('heading', { level: 1 }).waitFor();
    return page;
  }

  /** What the app says of itself over its control socket, as the command line asks it. */
  async state(): Promise<AppState | null> {
    const states: AppState[] = [];
    await ask(controlAddress(this.home), { op: 'status' }, (message) => {
      if (message.kind === 'state') states.push(message.state);
    });
    return states[0] ?? null;
  }

  /** The lines of the ledger so far, oldest first. */
  async ledger(): Promise<LedgerEntry[]> {
    const text = await readFile(path.join(this.home, ledgerFileName), 'utf8').catch(() => '');
    return text
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as LedgerEntry);
  }

  ledgerEntry(matches: (entry: LedgerEntry) => boolean, deadlineMs?: number): Promise<LedgerEntry> {
    return waitFor('an entry in the ledger', async () => (await this.ledger()).find(matches), deadlineMs);
  }

  /** Quits as the menu does, and waits until the icon has left the panel. */
  async close(): Promise<void> {
    await this.electron.close();
    await waitFor('the icon is gone', async () => (await iconInTray()) === null);
    await rm(this.home, { recursive: true, force: true });
  }
}

/** Our own environment without what would tell the app of a real machine's sandboxes. */
export function desktopEnv(): Record<string, string> {
  const left = ['DOCKER_HOST', 'DOCKER_CONFIG', 'DOCKER_SANDBOXES_API', 'ELECTRON_RUN_AS_NODE'];
  return Object.fromEntries(
    Object.entries(process.env).filter(
      (entry): entry is [string, string] => entry[1] !== undefined && !left.includes(entry[0]),
    ),
  );
}
