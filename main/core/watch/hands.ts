import { Enforcer } from '../enforce/enforcer.ts';
import { noJournal } from '../enforce/journal.ts';
import { LastStops } from '../enforce/last-stops.ts';
import { OutsideLog, stopCauseIn } from '../enforce/outside.ts';
import { Recorder } from '../enforce/recorder.ts';
import { meteredLedger, SavingsMeter } from '../enforce/savings.ts';
import { Starter } from '../enforce/starter.ts';
import type { Decision } from '../model/decision.ts';
import type { WatchEvent } from '../model/events.ts';
import type { SandboxKey } from '../model/sandbox.ts';
import type { ObservedSandbox } from '../model/snapshot.ts';
import { runtimeFor } from '../runtimes/runtime.ts';
import { policyFor } from '../settings/for-sandbox.ts';
import type { WatcherParts } from './watcher-parts.ts';

/** What the hands need of the eyes. */
export interface Eyes {
  readonly emit: (event: WatchEvent) => void;
  /** Progress changed: the state has to be published anew. */
  readonly changed: () => void;
  readonly find: (key: SandboxKey) => ObservedSandbox | undefined;
  /** What policy says of a sandbox after the newest look. */
  readonly judge: (key: SandboxKey) => Decision | undefined;
  /** Looks once; resolves when the look is in the state. */
  readonly look: () => Promise<void>;
  readonly runState: (key: SandboxKey) => 'running' | 'not-running' | 'unknown';
}

/** All that acts on sandboxes, or writes down what was done to them. */
export interface Hands {
  readonly enforcer: Enforcer;
  readonly starter: Starter;
  readonly outside: OutsideLog;
  readonly record: Recorder;
  readonly meter: SavingsMeter;
  readonly lastStops: LastStops;
}

export function makeHands(parts: WatcherParts, eyes: Eyes): Hands {
  const { clock } = parts;
  const { changed, find, look, runState } = eyes;
  const settings = () => parts.settings.get();
  const lastStops = new LastStops();
  const meter = new SavingsMeter(parts.history);
  const ledger = meteredLedger(parts.ledger, meter);
  const record = new Recorder(clock, ledger);
  const dockerNoteOf = (one: ObservedSandbox) =>
    parts.dockerLog?.noteFor(find(one.key) ?? { ...one, status: 'stopped' });
  const outside = new OutsideLog(record, meter, (one) => stopCauseIn(dockerNoteOf(one)));
  const enforcer = new Enforcer({
    clock,
    ledger,
    journal: parts.journal ?? noJournal,
    emit: (event) => {
      lastStops.hear(event);
      eyes.emit(event);
    },
    changed,
    find,
    judge: eyes.judge,
    isProtected: (sandbox) => policyFor(sandbox, settings()).protected,
    pollIntervalMs: () => settings().pollIntervalMs,
    watchOnly: () => settings().watchOnly,
    stop: (sandbox) => runtimeFor(sandbox, parts.runtimes).stop(sandbox),
    look,
    runState,
  });
  const starter = new Starter({
    clock,
    record,
    changed,
    find,
    isUnderWay: (key) => enforcer.isUnderWay(key),
    start: (sandbox) => runtimeFor(sandbox, parts.runtimes).start?.(sandbox) ?? null,
    look,
    runState,
  });
  return { enforcer, starter, outside, record, meter, lastStops };
}
