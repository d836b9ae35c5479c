import type { Progress } from '../model/app-state.ts';
import type { SandboxKey } from '../model/sandbox.ts';
import { BackOff } from './back-off.ts';
import type { Recorder } from './recorder.ts';

/** What the newest look says of a sandbox that was not stopped. `unknown`: nothing that could be relied on. */
export type Seen = 'idle' | 'busy' | 'unknown' | 'stopped' | 'gone';

/** How far each sandbox is with a stop, and which ones are left alone because one failed or was only spoken of. */
export class ProgressBook {
  readonly backOff = new BackOff();
  readonly #record: Recorder;
  readonly #steps = new Map<SandboxKey, Progress>();

  constructor(record: Recorder) {
    this.#record = record;
  }

  get(key: SandboxKey): Progress | undefined {
    return this.#steps.get(key);
  }

  set(key: SandboxKey, progress: Progress): void {
    this.#steps.set(key, progress);
  }

  delete(key: SandboxKey): void {
    this.#steps.delete(key);
  }

  /** After a look. A stop that failed or was only spoken of is over when it works again or runs no more; a look that failed ends nothing. */
  settle(see: (key: SandboxKey) => Seen): void {
    for (const [key, { step }] of this.#steps) {
      if (step !== 'would-stop' && step !== 'stop-failed') continue;
      const seen = see(key);
      if (seen === 'idle' || seen === 'unknown') continue;
      if (step === 'would-stop') this.#endSaid(key, seen);
      this.#steps.delete(key);
      this.backOff.wentToWork(key);
    }
  }

  /** Watch-only mode is over: what was only said in it begins anew, with a warning that is shown. */
  forgetSaid(): void {
    this.backOff.forgetSaid();
    for (const [key, { step }] of this.#steps) {
      if (step !== 'would-stop') continue;
      this.#endSaid(key, 'acts');
      this.#steps.delete(key);
    }
  }

  #endSaid(key: SandboxKey, how: keyof typeof reasons): void {
    const decision = how === 'busy' ? 'active-again' : 'would-stop-ended';
    this.#record.sandbox({ key }, { decision, rule: 'idle', who: 'policy', reason: reasons[how] });
  }
}

const reasons = {
  busy: 'at work again',
  stopped: 'it was stopped',
  gone: 'it is gone',
  acts: 'watch-only mode is off',
} as const;
