import type { Message } from '../i18n/message.ts';
import type { Schedule, Settings } from '../settings/schema.ts';
import type { Activity } from './activity.ts';
import type { CadenceReason } from './cadence.ts';
import type { Next, Notice, Problem, Victim } from './decision.ts';
import type { DockerLogNote } from './docker-log.ts';
import type { Because } from './reason.ts';
import type { ShellFamily } from './run-command.ts';
import type { RuntimeState } from './runtime.ts';
import type { HostMemory, ObservedSandbox, UnattributedProcess } from './snapshot.ts';

/** Who has a sandbox stopped here. */
export type Stopper = 'policy' | 'schedule' | 'user';

/** What is being done to a sandbox right now. `would-stop` is watch-only mode's word for a stop that is not carried out. */
export type Progress =
  | { readonly step: 'warned'; readonly sinceMs: number; readonly stopAtMs: number }
  | { readonly step: 'stopping'; readonly sinceMs: number; readonly who: Stopper }
  | { readonly step: 'stop-failed'; readonly sinceMs: number; readonly message: Message }
  | { readonly step: 'would-stop'; readonly sinceMs: number }
  | { readonly step: 'starting'; readonly sinceMs: number };

/** A stop by Sandman that still stands. `because` is absent where the user asked for it; `atMs` is wall clock. */
export interface StopNote {
  readonly atMs: number;
  readonly who: Stopper;
  readonly because?: Because;
  readonly freedBytes: number | null;
}

/** One sandbox with everything that is known and decided about it. */
export interface SandboxState extends ObservedSandbox {
  readonly activity: Activity;
  /** The limit that memory is held against; absent when none is set. */
  readonly capBytes?: number;
  /** Wall clock until which it is not stopped; absent when it is not kept awake. */
  readonly keepAwakeUntilMs?: number;
  /** Locked: nothing stops it until the lock is taken off. */
  readonly protected?: true;
  readonly next?: Next;
  readonly progress?: Progress;
  /** Set while it is stopped and Sandman, since it was started, is who stopped it. */
  readonly stopNote?: StopNote;
  /** What Docker's own log says about it; absent when that says nothing, or cannot be read. */
  readonly docker?: DockerLogNote;
  /** False when the runtime did not answer in the last look, so all numbers are old. */
  readonly fresh: boolean;
}

export interface MemoryTotal {
  /** Sum over the running sandboxes whose memory is known, and over the VM processes that belong to none of them. */
  readonly usedBytes: number;
  /** Running sandboxes whose memory is in the sum in no way. Above zero the sum is a lower bound. */
  readonly unknownCount: number;
  /** VM processes that belong to no known sandbox; what they hold is in `usedBytes`. */
  readonly unattributed: readonly UnattributedProcess[];
  /** What the running sandboxes may take at most, together; it may be more than the machine has. */
  readonly limits: { readonly sumBytes: number; readonly unknownCount: number };
  /** Null when no budget is set. */
  readonly budgetBytes: number | null;
}

/** When the next look is due, and why not sooner or later. */
export interface CadenceState {
  /** From one look to the next, in milliseconds. */
  readonly intervalMs: number;
  /** Wall clock of the next look; null before the first one. */
  readonly nextLookAtMs: number | null;
  readonly reason: CadenceReason;
}

/** A schedule and when it comes next; `scheduleSentence` has it in words. */
export interface ScheduleView extends Pick<Schedule, 'id' | 'enabled' | 'action' | 'cron' | 'forMs' | 'minIdleMs'> {
  /** The next five times, wall clock. */
  readonly nextRunsMs: readonly number[];
  /** True while it holds. */
  readonly open: boolean;
}

/** What stopping has given back; the formula is in `enforce/savings.ts`. */
export interface Savings {
  readonly gbHours: number;
  readonly stops: number;
  /** Wall clock of the oldest stop in it; null without one. */
  readonly sinceMs: number | null;
  readonly horizonHours: number;
}

/** The first days: the choice that a fresh install offers, and afterwards what would have happened. */
export type TrialView =
  | { readonly step: 'offered' }
  | { readonly step: 'running' | 'over'; readonly untilMs: number; readonly wouldHave: Savings };

/** The one truth of the main process. Immutable and serialisable; tray, popup, notifications and command line are views of it. */
export interface AppState {
  readonly version: string;
  /** Wall clock of the last look; 0 before the first one. */
  readonly atMs: number;
  /** How much faster than real time the clock runs: 1, or more in the demo. Views that count down need it. */
  readonly clockSpeed: number;
  readonly demo: boolean;
  /** The shells of this machine: commands to be copied are written for them. */
  readonly shell: ShellFamily;
  /** False when another Sandman with the same home enforces; this one only watches. */
  readonly enforcing: boolean;
  readonly host: HostMemory | null;
  readonly runtimes: readonly RuntimeState[];
  /** Running ones first, then by name. */
  readonly sandboxes: readonly SandboxState[];
  readonly memory: MemoryTotal;
  /** Memory notices that are up now; one per cause, gone when the cause is gone. */
  readonly notices: readonly Notice[];
  readonly cadence: CadenceState;
  readonly problems: readonly Problem[];
  /** Running sandboxes in the order in which memory would be taken back; those that are held come last. */
  readonly victims: readonly Victim[];
  readonly schedules: readonly ScheduleView[];
  readonly savings: Savings;
  readonly trial?: TrialView;
  readonly settings: Settings;
}
