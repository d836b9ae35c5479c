import type { Activity } from '../model/activity.ts';
import type { Hold, IdleEvidence, MemoryEvidence, StopRule } from '../model/decision.ts';
import type { Because } from '../model/reason.ts';
import type { ObservedSandbox, Snapshot } from '../model/snapshot.ts';
import type { Schedule, Settings } from '../settings/schema.ts';
import { timeoutFor } from '../settings/timeout.ts';

export type { Moment as Now } from '../activity/gap.ts';

/** A warning that was given and not withdrawn, and the rule that it was given for. */
export interface PendingStop {
  readonly rule: StopRule;
  readonly warnedMonotonicMs: number;
  readonly stopMonotonicMs: number;
  /** It was given in watch-only mode, where nobody is shown it: no stop may come of it. */
  readonly dryRun?: true;
}

/** The memory rule has chosen this sandbox to be stopped. */
export interface MemoryCall {
  readonly evidence: MemoryEvidence;
}

/** Everything that the rules may know about one sandbox. */
export interface PolicyCase {
  readonly sandbox: ObservedSandbox;
  readonly activity: Activity;
  readonly snapshot: Snapshot;
  readonly pending?: PendingStop;
  /** Monotonic time before which a failed stop is not tried again. */
  readonly backOffUntilMs?: number;
  /** How much longer somebody wants it awake, in milliseconds; 0 when nobody does. */
  readonly keptForMs: number;
  /** The schedules that hold now. */
  readonly schedules: readonly Schedule[];
  readonly memoryCall?: MemoryCall;
}

/** What one rule says of a sandbox: let it alone, or stop it once `dueInMs` is over (0: it is due). */
export type Opinion =
  | { readonly says: 'hold'; readonly reason: Hold }
  | {
      readonly says: 'stop';
      readonly dueInMs: number;
      /** From the warning to the stop. */
      readonly warningMs: number;
      /** Also says which rule it is. */
      readonly because: Because;
      readonly evidence: IdleEvidence;
    };

export type StopOpinion = Extract<Opinion, { says: 'stop' }>;

/** Null: the rule has nothing to say about this one. */
export type Rule = (one: PolicyCase, settings: Settings) => Opinion | null;

/** The facts of the case as they go into the ledger. */
export function evidenceOf({ sandbox, activity }: PolicyCase, settings: Settings): IdleEvidence {
  const { sessions, memory } = sandbox.usage;
  return {
    idleForMs: activity.idleForMs,
    timeoutMs: timeoutFor(sandbox, settings),
    sessions: typeof sessions === 'number' ? sessions : null,
    cpuFraction: sandbox.cpuFraction,
    memoryBytes: memory?.usedBytes ?? null,
    ...(memory && { memorySource: memory.source }),
    votes: activity.votes,
  };
}
