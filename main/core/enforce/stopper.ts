import type { Clock } from '../host/clock.ts';
import { message, type Message } from '../i18n/message.ts';
import { saidBy } from '../i18n/said-error.ts';
import type { SandboxKey } from '../model/sandbox.ts';
import type { ObservedSandbox } from '../model/snapshot.ts';

/** How long after the runtime said "stopped" the sandbox may still be listed as running. */
const verifyForMs = 15_000;
const verifyEveryMs = 500;

export interface StopperParts {
  readonly clock: Clock;
  /** Asks the runtime to stop it; throws `RuntimeError`. */
  readonly stop: (sandbox: ObservedSandbox) => Promise<void>;
  /** Looks once; resolves when the look is in the state. */
  readonly look: () => Promise<void>;
  /** `unknown` when the runtime did not answer in the last look. */
  readonly runState: (key: SandboxKey) => 'running' | 'not-running' | 'unknown';
}

export type StopOutcome = { readonly stopped: true } | { readonly stopped: false; readonly message: Message };

/** Stops one sandbox and believes only what the runtime's own list says afterwards. Never throws. */
export async function stopAndVerify(sandbox: ObservedSandbox, parts: StopperParts): Promise<StopOutcome> {
  let failure: Message | null = null;
  try {
    await parts.stop(sandbox);
  } catch (error) {
    failure = saidBy(error);
  }
  // Looked at in any case: a command that failed or ran out of time may have stopped it all the same.
  const giveUpAtMs = parts.clock.monotonicMs() + (failure === null ? verifyForMs : 0);
  for (;;) {
    await parts.look();
    const seen = parts.runState(sandbox.key);
    if (seen === 'not-running') return { stopped: true };
    if (parts.clock.monotonicMs() >= giveUpAtMs) {
      return {
        stopped: false,
        message: failure ?? message(seen === 'running' ? 'failure.stillRuns' : 'failure.stopUnseen'),
      };
    }
    await wait(parts.clock, verifyEveryMs);
  }
}

/** Resolves after `delayMs` of the given clock. */
export function wait(clock: Clock, delayMs: number): Promise<void> {
  return new Promise((resolve) => {
    clock.after(delayMs, resolve);
  });
}
