import type { Enforcer } from '../enforce/enforcer.ts';
import type { LastStops } from '../enforce/last-stops.ts';
import type { KeepAwakes } from '../enforce/keep-awakes.ts';
import type { SavingsMeter } from '../enforce/savings.ts';
import type { Starter } from '../enforce/starter.ts';
import { momentOn } from '../host/clock.ts';
import type { AppState } from '../model/app-state.ts';
import type { Next } from '../model/decision.ts';
import type { SandboxKey } from '../model/sandbox.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { assembleState } from './assemble.ts';
import type { Cadence } from './cadence.ts';
import type { Judge } from './judge.ts';
import { ScheduleViews } from './schedule-views.ts';
import { trialView } from './trial.ts';
import type { WatcherParts } from './watcher-parts.ts';

export interface StateMakerParts extends Pick<
  WatcherParts,
  'version' | 'demo' | 'shell' | 'enforcing' | 'clock' | 'problems' | 'dockerLog' | 'settings'
> {
  readonly judge: Judge;
  readonly enforcer: Enforcer;
  readonly starter: Starter;
  readonly lastStops: LastStops;
  readonly keepAwakes: KeepAwakes;
  readonly meter: SavingsMeter;
}

/** What the watcher itself knows at the moment. */
export interface Present {
  readonly snapshot: Snapshot | null;
  readonly next: ReadonlyMap<SandboxKey, Next>;
  readonly cadence: Cadence;
  readonly trialOffered: boolean;
}

/** Asks everybody who knows something for their share of the state. */
export class StateMaker {
  readonly #parts: StateMakerParts;
  readonly #schedules = new ScheduleViews();

  constructor(parts: StateMakerParts) {
    this.#parts = parts;
  }

  make({ snapshot, next, cadence, trialOffered }: Present): AppState {
    const { version, demo, shell = 'posix', enforcing, clock, problems, dockerLog, judge, meter } = this.#parts;
    const { enforcer, starter, lastStops, keepAwakes } = this.#parts;
    const settings = this.#parts.settings.get();
    const now = momentOn(clock);
    return assembleState({
      version,
      demo,
      shell,
      enforcing,
      clockSpeed: clock.speed,
      settings,
      problems: problems.all(),
      snapshot,
      nowMs: now.wallMs,
      activityOf: (key) => judge.activityOf(key),
      nextOf: (key) => next.get(key),
      progressOf: (key) => starter.progressOf(key) ?? enforcer.progressOf(key),
      stopNoteOf: (key) => lastStops.noteOf(key),
      dockerNoteOf: (sandbox) => dockerLog?.noteFor(sandbox),
      cadence,
      keptForMs: (key) => keepAwakes.remainingMs(key, now),
      notices: judge.notices(),
      victims: judge.victims(),
      schedules: this.#schedules.of(settings.schedules, judge.schedules().open, now.wallMs),
      savings: meter.total(now.wallMs),
      trial: trialView(settings, trialOffered, meter, now.wallMs),
    });
  }
}
