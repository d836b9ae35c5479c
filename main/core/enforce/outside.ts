import { wordsFor } from '../i18n/words.ts';
import type { DockerLogNote } from '../model/docker-log.ts';
import { outsideSentence, type OutsideCause } from '../model/outside.ts';
import type { SandboxKey } from '../model/sandbox.ts';
import type { ObservedSandbox } from '../model/snapshot.ts';
import type { Recorder } from './recorder.ts';
import type { SavingsMeter } from './savings.ts';

/**
 * What Docker's own log says of a sandbox that we did not stop. It names its own timer and nobody else: no line that is
 * known tells a stop that was asked for (`sbx stop`, the dashboard, a program) from one that came by itself, so that is
 * never said to be the user's.
 */
export function stopCauseIn(note: DockerLogNote | undefined): OutsideCause {
  if (note?.stoppedBy === 'docker-idle-timer') return 'docker';
  return note?.stoppedBy === 'other' ? 'not-docker' : 'unknown';
}

/** Writes down what others do: stops that are not ours, and starts of what we had stopped (F6). */
export class OutsideLog {
  readonly #record: Recorder;
  readonly #meter: SavingsMeter;
  readonly #causeOf: (sandbox: ObservedSandbox) => OutsideCause;

  constructor(record: Recorder, meter: SavingsMeter, causeOf: (sandbox: ObservedSandbox) => OutsideCause) {
    this.#record = record;
    this.#meter = meter;
    this.#causeOf = causeOf;
  }

  /** `isOurs`: Sandman is stopping it at this moment. */
  record(
    changes: { readonly started: readonly ObservedSandbox[]; readonly stopped: readonly ObservedSandbox[] },
    isOurs: (key: SandboxKey) => boolean,
  ): void {
    for (const sandbox of changes.stopped) {
      if (isOurs(sandbox.key)) continue;
      const cause = this.#causeOf(sandbox);
      this.#record.sandbox(sandbox, {
        decision: 'stopped-outside',
        rule: 'outside',
        who: cause === 'docker' ? 'docker' : 'unknown',
        reason: outsideSentence(cause, wordsFor('en')),
        freedBytes: sandbox.usage.memory?.usedBytes ?? null,
        outcome: cause,
      });
    }
    for (const sandbox of changes.started) {
      if (!this.#meter.isOpen(sandbox.key) || isOurs(sandbox.key)) continue;
      const reason = 'runs again after it was stopped';
      this.#record.sandbox(sandbox, { decision: 'started', rule: 'outside', who: 'unknown', reason });
    }
  }
}
