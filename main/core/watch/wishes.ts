import type { KeepAwakes } from '../enforce/keep-awakes.ts';
import type { Recorder } from '../enforce/recorder.ts';
import { message } from '../i18n/message.ts';
import { wordsFor } from '../i18n/words.ts';
import type { SandboxKey } from '../model/sandbox.ts';
import type { IntentResult } from '../model/service.ts';
import type { Now } from '../policy/case.ts';
import { parseCron } from '../settings/cron.ts';
import type { SettingsKeeper } from '../settings/keeper.ts';
import { patchKeepAwake, patchSandbox, patchSettings, patchTrial } from '../settings/patch.ts';
import { importInto } from '../settings/transfer.ts';
import type { SandboxPatch, Settings, SettingsPatch } from '../settings/schema.ts';

/** Whoever wants a sandbox awake for longer wants a lock. */
const longestKeepMs = 366 * 86_400_000;

export interface WishesParts {
  readonly settings: SettingsKeeper;
  readonly keepAwakes: KeepAwakes;
  readonly record: Recorder;
  readonly now: () => Now;
}

/** What people want of the policy, written to the settings so that it outlives the process. */
export class Wishes {
  readonly #parts: WishesParts;

  constructor(parts: WishesParts) {
    this.#parts = parts;
  }

  keepAwake(key: SandboxKey, forMs: number | null): IntentResult {
    const { keepAwakes, now } = this.#parts;
    if (forMs === null) {
      keepAwakes.end(key);
      return this.#keep(key, null, 'may sleep again');
    }
    if (!(forMs <= longestKeepMs)) return { ok: false, message: message('failure.timeFar') };
    return this.#keep(key, keepAwakes.keepFor(key, forMs, now()), `for ${wordsFor('en').duration(forMs)}`);
  }

  keepAwakeUntil(key: SandboxKey, untilMs: number): IntentResult {
    const { keepAwakes, now } = this.#parts;
    const forMs = untilMs - now().wallMs;
    if (!(forMs > 0)) return { ok: false, message: message('failure.timePassed') };
    if (forMs > longestKeepMs) return { ok: false, message: message('failure.timeFar') };
    const reason = `until ${new Date(untilMs).toISOString()}`;
    keepAwakes.keepUntil(key, untilMs);
    return this.#keep(key, untilMs, reason);
  }

  /** Comes on top of what is left of an earlier wish. */
  snooze(key: SandboxKey, forMs: number): IntentResult {
    const { keepAwakes, now } = this.#parts;
    return this.keepAwake(key, keepAwakes.remainingMs(key, now()) + forMs);
  }

  protect(key: SandboxKey, on: boolean): IntentResult {
    const reason = on ? 'nothing stops it' : 'the lock was taken off';
    this.#parts.record.sandbox(
      { key },
      { decision: on ? 'protected' : 'unprotected', rule: 'user', who: 'user', reason },
    );
    return this.changeSandbox(key, { protected: on });
  }

  changeSandbox(key: SandboxKey, patch: SandboxPatch): IntentResult {
    return this.#parts.settings.change((settings) => patchSandbox(settings, key, patch));
  }

  changeSettings(patch: SettingsPatch): IntentResult {
    const wrong = patch.schedules?.find((one) => parseCron(one.cron) === null);
    if (wrong) return { ok: false, message: message('failure.cron', { cron: wrong.cron }) };
    return this.#parts.settings.change((settings) => patchSettings(settings, patch));
  }

  importSettings(text: string): IntentResult {
    const { settings } = this.#parts;
    const imported = importInto(settings.get(), text);
    if ('wrong' in imported)
      return { ok: false, message: message('settingsFile.notImported', { wrong: imported.wrong }) };
    this.#recordLocks(settings.get(), imported.settings);
    const result = settings.change(() => imported.settings);
    return result.ok && imported.said ? { ok: true, said: imported.said } : result;
  }

  answerTrial(days: number): IntentResult {
    const nowMs = this.#parts.now().wallMs;
    return this.#parts.settings.change((settings) =>
      days > 0 ? patchTrial(settings, nowMs, days) : patchSettings(settings, { watchOnly: false }),
    );
  }

  /** The ledger tells of every lock that comes or goes, also of those that a file brings. */
  #recordLocks(before: Settings, after: Settings): void {
    for (const key of new Set([...Object.keys(before.sandboxes), ...Object.keys(after.sandboxes)])) {
      const on = isLocked(after, key);
      if (on === isLocked(before, key)) continue;
      const reason = on ? 'locked in imported settings' : 'not locked in imported settings';
      const decision = on ? 'protected' : 'unprotected';
      this.#parts.record.sandbox({ key: key as SandboxKey }, { decision, rule: 'user', who: 'user', reason });
    }
  }

  #keep(key: SandboxKey, untilMs: number | null, reason: string): IntentResult {
    const nowMs = this.#parts.now().wallMs;
    this.#parts.record.sandbox({ key }, { decision: 'kept-awake', rule: 'user', who: 'user', reason });
    return this.#parts.settings.change((settings) => patchKeepAwake(settings, key, untilMs, nowMs));
  }
}

function isLocked({ sandboxes }: Settings, key: string): boolean {
  return Object.hasOwn(sandboxes, key) && sandboxes[key]?.protected === true;
}
