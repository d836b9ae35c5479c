import { message } from '../i18n/message.ts';
import { codeOf } from '../i18n/said-error.ts';
import type { Problem } from '../model/decision.ts';
import type { IntentResult } from '../model/service.ts';
import type { Settings } from './schema.ts';
import type { SettingsStore } from './store.ts';

/** The settings in force. A change that cannot be written holds until the program ends, and is reported. */
export class SettingsKeeper {
  readonly #store: SettingsStore;
  readonly #report: (problem: Problem) => void;
  #settings: Settings;

  constructor(store: SettingsStore, initial: Settings, report: (problem: Problem) => void) {
    this.#store = store;
    this.#settings = initial;
    this.#report = report;
  }

  get(): Settings {
    return this.#settings;
  }

  change(make: (settings: Settings) => Settings): IntentResult {
    this.#settings = make(this.#settings);
    try {
      this.#store.write(this.#settings);
      return { ok: true };
    } catch (error) {
      const said = message('problem.settingsNotWritten', { code: codeOf(error) });
      this.#report({ code: 'settings-not-written', message: said, path: this.#store.path });
      return { ok: false, message: said };
    }
  }
}
