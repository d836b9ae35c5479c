import type { Clock } from '../host/clock.ts';
import { message, say, type Message } from '../i18n/message.ts';
import { saidBy } from '../i18n/said-error.ts';
import { wordsFor } from '../i18n/words.ts';
import type { Progress } from '../model/app-state.ts';
import type { SandboxKey } from '../model/sandbox.ts';
import type { IntentResult } from '../model/service.ts';
import type { ObservedSandbox } from '../model/snapshot.ts';
import type { Recorder } from './recorder.ts';
import { wait } from './stopper.ts';

/** How long after the runtime said "started" the sandbox may still not be listed as running: a microVM boots in 4 to 9 s. */
const verifyForMs = 30_000;
const verifyEveryMs = 500;

export interface StarterParts {
  readonly clock: Clock;
  readonly record: Recorder;
  /** Progress changed: the state has to be published anew. */
  readonly changed: () => void;
  readonly find: (key: SandboxKey) => ObservedSandbox | undefined;
  /** True while something else is done to it. */
  readonly isUnderWay: (key: SandboxKey) => boolean;
  /** Null where its runtime starts sandboxes in a terminal only; otherwise asks it, and throws `RuntimeError`. */
  readonly start: (sandbox: ObservedSandbox) => Promise<void> | null;
  /** Looks once; resolves when the look is in the state. */
  readonly look: () => Promise<void>;
  readonly runState: (key: SandboxKey) => 'running' | 'not-running' | 'unknown';
}

/** The user's start of a stopped sandbox: the way back from a stop. Believes only what the runtime's own list says afterwards. */
export class Starter {
  readonly #parts: StarterParts;
  readonly #underWay = new Map<SandboxKey, Progress>();

  constructor(parts: StarterParts) {
    this.#parts = parts;
  }

  progressOf(key: SandboxKey): Progress | undefined {
    return this.#underWay.get(key);
  }

  isUnderWay(key: SandboxKey): boolean {
    return this.#underWay.has(key);
  }

  async start(key: SandboxKey): Promise<IntentResult> {
    const { clock, record, changed, find, isUnderWay } = this.#parts;
    if (this.#underWay.has(key)) return refused(message('failure.alreadyStarting'));
    if (isUnderWay(key)) return refused(message('failure.beingStopped'));
    const sandbox = find(key);
    if (!sandbox) return refused(message('failure.noSandbox'));
    if (sandbox.status !== 'stopped') return refused(message('failure.notStoppedNow'));
    this.#underWay.set(key, { step: 'starting', sinceMs: clock.wallMs() });
    changed();
    const failure = await this.#startAndVerify(sandbox);
    const deed = { rule: 'user', who: 'user' } as const;
    if (failure === null) record.sandbox(sandbox, { decision: 'started', ...deed, reason: 'started again by you' });
    else record.sandbox(sandbox, { decision: 'start-failed', ...deed, reason: say(failure, wordsFor('en')) });
    this.#underWay.delete(key);
    changed();
    return failure === null ? { ok: true } : refused(failure);
  }

  /** Null when it runs, otherwise what went wrong. */
  async #startAndVerify(sandbox: ObservedSandbox): Promise<Message | null> {
    const { clock, start, look, runState } = this.#parts;
    const asked = start(sandbox);
    if (asked === null) return message('failure.onlyInTerminal');
    const failure = await asked.then(
      () => null,
      (error: unknown) => saidBy(error),
    );
    // Looked at in any case: what ran out of time may have started it all the same.
    const giveUpAtMs = clock.monotonicMs() + (failure === null ? verifyForMs : 0);
    for (;;) {
      await look();
      const seen = runState(sandbox.key);
      if (seen === 'running') return null;
      if (clock.monotonicMs() >= giveUpAtMs) {
        return failure ?? message(seen === 'unknown' ? 'failure.startUnseen' : 'failure.doesNotRun');
      }
      await wait(clock, verifyEveryMs);
    }
  }
}

function refused(why: Message): IntentResult {
  return { ok: false, message: why };
}
