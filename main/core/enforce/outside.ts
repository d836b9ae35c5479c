import type { DockerLogNote } from '../model/docker-log.ts';
import type { SandboxKey } from '../model/sandbox.ts';
import type { ObservedSandbox } from '../model/snapshot.ts';
import type { Recorder } from './recorder.ts';
import type { SavingsMeter } from './savings.ts';

/** Who stopped a sandbox when Sandman did not. `docker`: its own idle timer. */
export type StopCause = 'docker' | 'user' | 'unknown';

const reasons: Readonly<Record<StopCause, string>> = {
  docker: 'stopped by the idle timer of Docker',
  user: 'stopped by you, outside Sandman',
  unknown: 'stopped outside Sandman',
};

/** What Docker's own log says of a sandbox that we did not stop. */
export function stopCauseIn(note: DockerLogNote | undefined): StopCause {
  return note?.stoppedBy === 'docker-idle-timer' ? 'docker' : 'unknown';
}

/** Writes down what others do: stops that are not ours, and starts of what we had stopped (F6). */
export class OutsideLog {
  readonly #record: Recorder;
  readonly #meter: SavingsMeter;
  readonly #causeOf: (sandbox: ObservedSandbox) => StopCause;

  constructor(record: Recorder, meter: SavingsMeter, causeOf: (sandbox: ObservedSandbox) => StopCause) {
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
      const who = this.#causeOf(sandbox);
      const freedBytes = sandbox.usage.memory?.usedBytes ?? null;
      this.#record.sandbox(sandbox, {
        decision: 'stopped-outside',
        rule: 'outside',
        who,
        reason: reasons[who],
        freedBytes,
      });
    }
    for (const sandbox of changes.started) {
      if (!this.#meter.isOpen(sandbox.key) || isOurs(sandbox.key)) continue;
      const reason = 'runs again after it was stopped';
      this.#record.sandbox(sandbox, { decision: 'started', rule: 'outside', who: 'unknown', reason });
    }
  }
}
