import { existsSync, mkdirSync } from 'node:fs';
import { open, rename, unlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { app, shell, type FileFilter } from 'electron';
import type { FileOfOurs } from '../../preload/contract.ts';
import { ledgerFileName } from '../core/enforce/ledger.ts';
import { message, quoted } from '../core/i18n/message.ts';
import { codeOf } from '../core/i18n/said-error.ts';
import type { IntentResult, SandmanService } from '../core/model/service.ts';
import { settingsFileName } from '../core/settings/file-store.ts';
import { PendingImport, type ImportAnswer } from '../core/settings/pending-import.ts';
import { exportFile, maxImportBytes } from '../core/settings/transfer.ts';
import { logFile } from './log.ts';
import type { SettingsWindow } from './settings-window.ts';

const done: IntentResult = { ok: true };
/** Nothing was done, and nobody has to be told. */
const changedMind = done;
const filters: FileFilter[] = [{ name: 'JSON', extensions: ['json'] }];

type Dialogs = Pick<SettingsWindow, 'askWhereToSave' | 'askWhatToOpen'>;

/** Export, import, and showing the files in the file manager. */
export class SettingsFiles {
  readonly #home: string;
  readonly #service: () => SandmanService;
  readonly #window: Dialogs;
  readonly #pending: PendingImport;

  constructor(home: string, service: () => SandmanService, window: Dialogs) {
    this.#home = home;
    this.#service = service;
    this.#window = window;
    this.#pending = new PendingImport(service);
  }

  async exportTo(): Promise<IntentResult> {
    const defaultPath = path.join(app.getPath('documents'), 'sandman-settings.json');
    const { canceled, filePath } = await this.#window.askWhereToSave({ defaultPath, filters });
    if (canceled || !filePath) return changedMind;
    const file = exportFile(this.#service().getState().settings);
    if ('wrong' in file) return { ok: false, message: file.wrong };
    const temporary = `${filePath}.${process.pid}.tmp`;
    try {
      await writeFile(temporary, file.text, { mode: 0o600 });
      await rename(temporary, filePath);
      return done;
    } catch (error) {
      await unlink(temporary).catch(() => {});
      return { ok: false, message: message('settingsFile.notWritten', { code: codeOf(error) }) };
    }
  }

  /** Asks for a file and says what an import of it would change. Whoever chooses none keeps what was chosen before. */
  async chooseImport(): Promise<ImportAnswer> {
    const { canceled, filePaths } = await this.#window.askWhatToOpen({ properties: ['openFile'], filters });
    const [file] = filePaths;
    if (canceled || file === undefined) return changedMind;
    this.#pending.drop();
    let text: string;
    try {
      text = await readSmall(file);
    } catch (error) {
      return { ok: false, message: message('settingsFile.notRead', { code: codeOf(error) }) };
    }
    return this.#pending.offer(text);
  }

  agreeToImport(id: number): Promise<ImportAnswer> {
    return this.#pending.agree(id);
  }

  dropImport(): IntentResult {
    this.#pending.drop();
    return done;
  }

  async show(which: FileOfOurs): Promise<IntentResult> {
    const file = this.#pathOf(which);
    if (existsSync(file)) {
      shell.showItemInFolder(file);
      return done;
    }
    // There is none yet; its folder is the next best.
    mkdirSync(this.#home, { recursive: true, mode: 0o700 });
    const failure = await shell.openPath(this.#home);
    return failure === '' ? done : { ok: false, message: quoted(failure) };
  }

  #pathOf(which: FileOfOurs): string {
    switch (which) {
      case 'settings':
        return path.join(this.#home, settingsFileName);
      case 'ledger':
        return path.join(this.#home, ledgerFileName);
      case 'log':
        return logFile(this.#home);
    }
  }
}

/** Throws for a file that is too large to be settings. */
async function readSmall(file: string): Promise<string> {
  const handle = await open(file, 'r');
  try {
    const { size } = await handle.stat();
    if (size > maxImportBytes) throw Object.assign(new Error('too large'), { code: 'EFBIG' });
    return await handle.readFile('utf8');
  } finally {
    await handle.close();
  }
}
