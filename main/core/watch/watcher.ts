import { KeepAwakes } from '../enforce/keep-awakes.ts';
import { momentOn, type Disposer } from '../host/clock.ts';
import type { AppState } from '../model/app-state.ts';
import type { Next } from '../model/decision.ts';
import { Emitter } from '../model/emitter.ts';
import type { WatchEvent } from '../model/events.ts';
import type { SandboxKey } from '../model/sandbox.ts';
import type { IntentResult, SandmanService, SchedulePreview } from '../model/service.ts';
import type { ObservedSandbox, Snapshot } from '../model/snapshot.ts';
import { awaitsFirstAnswer } from '../settings/first-run.ts';
import type { SandboxPatch, SettingsPatch } from '../settings/schema.ts';
import { BetweenLooks } from './between-looks.ts';
import type { Cadence } from './cadence.ts';
import { comingsAndGoings, withdrawalsOfGone } from './comings.ts';
import { makeHands, type Hands } from './hands.ts';
import { Judge, withoutStops } from './judge.ts';
import { Loop } from './loop.ts';
import { Pacer } from './pacer.ts';
import { runStateOf } from './run-state.ts';
import { PublishedState } from './published-state.ts';
import { previewSchedule } from './schedule-views.ts';
import { StateMaker } from './state-maker.ts';
import { stopAllIdle } from './stop-idle.ts';
import type { WatcherParts } from './watcher-parts.ts';
import { Wishes } from './wishes.ts';

export type { Surroundings } from './pacer.ts';
export type { WatcherParts } from './watcher-parts.ts';

/** The observation loop: look, move the idle clocks, decide, carry out, tell. */
export class Watcher implements SandmanService {
  readonly #parts: WatcherParts;
  readonly #loop: Loop;
  readonly #hands: Hands;
  readonly #state: PublishedState;
  readonly #events = new Emitter<WatchEvent>();
  readonly #keepAwakes: KeepAwakes;
  readonly #judge: Judge;
  readonly #pacer: Pacer;
  readonly #between: BetweenLooks;
  readonly #wishes: Wishes;
  #snapshot: Snapshot | null = null;
  /** The sandboxes of that snapshot. */
  #byKey: ReadonlyMap<SandboxKey, ObservedSandbox> = new Map();
  #next: ReadonlyMap<SandboxKey, Next> = new Map();
  #trialOffered: boolean;
  #attention = false;
  /** How long after the last look the next one was meant to come. */
  #dueAfterMs: number | undefined;

  constructor(parts: WatcherParts) {
    this.#parts = parts;
    const { clock, settings: keeper, surroundings } = parts;
    const settings = () => keeper.get();
    const now = () => momentOn(clock);
    this.#loop = new Loop(
      clock,
      () => {
        const { inMs, reason } = this.#cadence();
        // Asleep no look comes after that time.
        if (reason !== 'asleep') this.#dueAfterMs = inMs;
        return inMs;
      },
      (force) => this.#turn(force),
    );
    this.#keepAwakes = new KeepAwakes(settings().keepAwakeUntilMs);
    this.#hands = makeHands(parts, {
      emit: (event) => this.#events.emit(event),
      changed: () => this.#state.changed(),
      find: (key) => this.#find(key),
      // A timer may come between the lid and the word that it was opened: nothing is decided until then.
      judge: (key) => (this.#pacer.isAsleep() ? undefined : this.#judge.verdictOn(key)?.decision),
      look: () => this.#loop.now(),
      runState: (key) => runStateOf(key, this.#snapshot),
    });
    const { enforcer, record } = this.#hands;
    this.#wishes = new Wishes({ settings: parts.settings, keepAwakes: this.#keepAwakes, record, now });
    this.#judge = new Judge({
      settings,
      now,
      keptForMs: (key, at) => this.#keepAwakes.remainingMs(key, at),
      pendingFor: (key) => enforcer.pendingFor(key),
      backOffUntilMs: (key) => enforcer.backOffUntilMs(key),
      justLoggedIn: parts.justLoggedIn ?? false,
    });
    this.#pacer = new Pacer({ clock, settings, judge: this.#judge, pending: enforcer, surroundings });
    this.#between = new BetweenLooks({ ...parts, pacer: this.#pacer, look: () => void this.#loop.now(false) });
    this.#trialOffered = parts.firstRun ?? false;
    const maker = new StateMaker({ ...parts, ...this.#hands, judge: this.#judge, keepAwakes: this.#keepAwakes });
    this.#state = new PublishedState(() =>
      maker.make({
        snapshot: this.#snapshot,
        next: this.#next,
        cadence: this.#cadence(),
        trialOffered: this.#trialOffered,
      }),
    );
  }

  start(): Promise<void> {
    if (this.#parts.enforcing) this.#hands.enforcer.resume();
    return this.#loop.start();
  }

  /** Resolves when no stop is under way and the ledger is written. */
  settle(): Promise<void> {
    return this.#hands.enforcer.settle();
  }

  async dispose(): Promise<void> {
    await this.settle();
    await this.#loop.dispose();
    this.#between.end();
    this.#state.clear();
    this.#events.clear();
  }

  getState(): AppState {
    return this.#state.get();
  }

  subscribe(listener: (state: AppState) => void): Disposer {
    return this.#state.subscribe(listener);
  }

  onEvent(listener: (event: WatchEvent) => void): Disposer {
    return this.#events.on(listener);
  }

  lookNow(): Promise<void> {
    return this.#loop.now();
  }

  setAttention(open: boolean): void {
    if (this.#attention === open) return;
    this.#attention = open;
    if (open && this.#snapshot !== null) void this.#loop.now(false);
  }

  stopSandbox(key: string): Promise<IntentResult> {
    return this.#hands.enforcer.stopByUser(key as SandboxKey);
  }

  startSandbox(key: string): Promise<IntentResult> {
    return this.#hands.starter.start(key as SandboxKey);
  }

  async stopIdle(): Promise<IntentResult> {
    // At rest the last look may be a minute old.
    await this.#loop.now();
    return stopAllIdle(this, (key) => this.stopSandbox(key));
  }

  keepAwake(key: string, forMs: number | null): Promise<IntentResult> {
    return this.#wish(this.#wishes.keepAwake(key as SandboxKey, forMs));
  }

  keepAwakeUntil(key: string, untilMs: number): Promise<IntentResult> {
    return this.#wish(this.#wishes.keepAwakeUntil(key as SandboxKey, untilMs));
  }

  snooze(key: string, forMs: number): Promise<IntentResult> {
    return this.#wish(this.#wishes.snooze(key as SandboxKey, forMs));
  }

  protect(key: string, on: boolean): Promise<IntentResult> {
    return this.#wish(this.#wishes.protect(key as SandboxKey, on));
  }

  changeSandbox(key: string, patch: SandboxPatch): Promise<IntentResult> {
    return this.#wish(this.#wishes.changeSandbox(key as SandboxKey, patch));
  }

  changeSettings(patch: SettingsPatch): Promise<IntentResult> {
    return this.#wish(this.#wishes.changeSettings(patch));
  }

  importSettings(text: string): Promise<IntentResult> {
    return this.#wish(this.#wishes.importSettings(text));
  }

  answerTrial(days: number): Promise<IntentResult> {
    this.#trialOffered = false;
    return this.#wish(this.#wishes.answerTrial(days));
  }

  previewSchedule(cron: string): Promise<SchedulePreview> {
    return Promise.resolve(previewSchedule(cron, this.#parts.clock.wallMs()));
  }

  /** Problems come and go outside of looks, too; whoever adds one calls this. */
  republish(): void {
    this.#state.changed();
  }

  async #turn(force: boolean): Promise<void> {
    this.#between.end();
    if (!force && this.#snapshot !== null && this.#pacer.isAsleep()) return;
    const { looker, dockerLog } = this.#parts;
    const { enforcer, starter, outside, lastStops } = this.#hands;
    // Before the look: a session that has just come counts in it.
    if (dockerLog) await dockerLog.refresh();
    const snapshot = await looker.look({
      force,
      attentive: this.#attention,
      sessionsMaxAgeMs: (key) =>
        this.#pacer.sessionsMaxAgeMs(key, this.#find(key), { attentive: this.#attention, force }),
      ...(this.#dueAfterMs !== undefined && { dueAfterMs: this.#dueAfterMs }),
    });
    const changes = comingsAndGoings(this.#snapshot, snapshot);
    // What the log says of a stop may have been written during the look.
    if (dockerLog && changes.stopped.length > 0) await dockerLog.refresh();
    this.#snapshot = snapshot;
    this.#byKey = new Map(snapshot.sandboxes.map((one) => [one.key, one]));
    dockerLog?.observe(snapshot);
    this.#judge.see(snapshot);
    lastStops.keepStopped((key) => this.#find(key)?.status === 'stopped' || enforcer.isUnderWay(key));
    if (this.#parts.enforcing) {
      outside.record(changes, (key) => enforcer.isUnderWay(key) || starter.isUnderWay(key));
      enforcer.reconcile((key) => this.#judge.activityOf(key)?.state);
    }
    this.#decide();
    this.#between.begin(this.#pacer.between(snapshot, this.#next.values(), this.#attention));
  }

  #decide(): void {
    // Before the first look there is nothing to decide about; the settings in the state may be others all the same.
    if (this.#snapshot === null) return this.#state.changed();
    const { asksFirst, settings, enforcing } = this.#parts;
    const { enforcer } = this.#hands;
    const judged = this.#judge.judge();
    const { decisions, next } = asksFirst && awaitsFirstAnswer(settings.get()) ? withoutStops(judged) : judged;
    this.#next = next;
    if (enforcing) enforcer.apply([...decisions, ...withdrawalsOfGone(enforcer.pendingKeys(), this.#byKey)]);
    this.#state.changed();
  }

  #wish(result: IntentResult): Promise<IntentResult> {
    this.#decide();
    return Promise.resolve(result);
  }

  #cadence(): Cadence {
    return this.#pacer.cadence(this.#snapshot, this.#next.values(), this.#attention);
  }

  #find(key: SandboxKey): ObservedSandbox | undefined {
    return this.#byKey.get(key);
  }
}
