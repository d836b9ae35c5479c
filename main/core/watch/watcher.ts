import { Enforcer } from '../enforce/enforcer.ts';
import { noJournal } from '../enforce/journal.ts';
import { LastStops } from '../enforce/last-stops.ts';
import { KeepAwakes } from '../enforce/keep-awakes.ts';
import { OutsideLog, stopCauseIn } from '../enforce/outside.ts';
import { Recorder } from '../enforce/recorder.ts';
import { meteredLedger, SavingsMeter } from '../enforce/savings.ts';
import { Starter } from '../enforce/starter.ts';
import { momentOn, type Disposer } from '../host/clock.ts';
import type { AppState } from '../model/app-state.ts';
import type { Next } from '../model/decision.ts';
import { Emitter } from '../model/emitter.ts';
import type { WatchEvent } from '../model/events.ts';
import type { SandboxKey } from '../model/sandbox.ts';
import type { IntentResult, SandmanService, SchedulePreview } from '../model/service.ts';
import type { ObservedSandbox, Snapshot } from '../model/snapshot.ts';
import { runtimeFor } from '../runtimes/runtime.ts';
import { policyFor } from '../settings/for-sandbox.ts';
import { awaitsFirstAnswer } from '../settings/first-run.ts';
import type { SandboxPatch, SettingsPatch } from '../settings/schema.ts';
import type { Cadence } from './cadence.ts';
import { comingsAndGoings } from './comings.ts';
import { Judge } from './judge.ts';
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
  readonly #enforcer: Enforcer;
  readonly #state: PublishedState;
  readonly #starter: Starter;
  readonly #lastStops = new LastStops();
  readonly #events = new Emitter<WatchEvent>();
  readonly #keepAwakes: KeepAwakes;
  readonly #meter: SavingsMeter;
  readonly #judge: Judge;
  readonly #pacer: Pacer;
  readonly #wishes: Wishes;
  readonly #outside: OutsideLog;
  #snapshot: Snapshot | null = null;
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
    this.#meter = new SavingsMeter(parts.history);
    const ledger = meteredLedger(parts.ledger, this.#meter);
    const record = new Recorder(clock, ledger);
    this.#wishes = new Wishes({ settings: parts.settings, keepAwakes: this.#keepAwakes, record, now });
    const dockerNoteOf = (one: ObservedSandbox) =>
      parts.dockerLog?.noteFor(this.#find(one.key) ?? { ...one, status: 'stopped' });
    this.#outside = new OutsideLog(record, this.#meter, parts.stopCauseOf ?? ((one) => stopCauseIn(dockerNoteOf(one))));
    this.#enforcer = new Enforcer({
      clock,
      ledger,
      journal: parts.journal ?? noJournal,
      emit: (event) => {
        this.#lastStops.hear(event);
        this.#events.emit(event);
      },
      changed: () => this.#state.changed(),
      find: (key) => this.#find(key),
      // A timer may come between the lid and the word that it was opened: nothing is decided until then.
      judge: (key) => (this.#pacer.surroundings().asleep ? undefined : this.#judge.verdictOn(key)?.decision),
      isProtected: (sandbox) => policyFor(sandbox, settings()).protected,
      pollIntervalMs: () => settings().pollIntervalMs,
      watchOnly: () => settings().watchOnly,
      stop: (sandbox) => runtimeFor(sandbox, parts.runtimes).stop(sandbox),
      look: () => this.#loop.now(),
      runState: (key) => runStateOf(key, this.#snapshot),
    });
    this.#starter = new Starter({
      clock,
      record,
      changed: () => this.#state.changed(),
      find: (key) => this.#find(key),
      isUnderWay: (key) => this.#enforcer.isUnderWay(key),
      start: (sandbox) => runtimeFor(sandbox, parts.runtimes).start?.(sandbox) ?? null,
      look: () => this.#loop.now(),
      runState: (key) => runStateOf(key, this.#snapshot),
    });
    this.#judge = new Judge({
      settings,
      now,
      keptForMs: (key, at) => this.#keepAwakes.remainingMs(key, at),
      pendingFor: (key) => this.#enforcer.pendingFor(key),
      backOffUntilMs: (key) => this.#enforcer.backOffUntilMs(key),
      justLoggedIn: parts.justLoggedIn ?? false,
    });
    this.#pacer = new Pacer({ clock, settings, judge: this.#judge, pending: this.#enforcer, surroundings });
    this.#trialOffered = parts.firstRun ?? false;
    const maker = new StateMaker({
      ...parts,
      judge: this.#judge,
      enforcer: this.#enforcer,
      starter: this.#starter,
      lastStops: this.#lastStops,
      keepAwakes: this.#keepAwakes,
      meter: this.#meter,
    });
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
    if (this.#parts.enforcing) this.#enforcer.resume();
    return this.#loop.start();
  }

  /** Resolves when no stop is under way and the ledger is written. */
  settle(): Promise<void> {
    return this.#enforcer.settle();
  }

  async dispose(): Promise<void> {
    await this.settle();
    await this.#loop.dispose();
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
    return this.#enforcer.stopByUser(key as SandboxKey);
  }

  startSandbox(key: string): Promise<IntentResult> {
    return this.#starter.start(key as SandboxKey);
  }

  async stopIdle(): Promise<IntentResult> {
    // At rest the last look may be a minute old.
    await this.#loop.now();
    return stopAllIdle(
      () => this.#state.get(),
      (key) => this.#enforcer.stopByUser(key),
    );
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
    if (!force && this.#snapshot !== null && this.#pacer.surroundings().asleep) return;
    const { looker, dockerLog } = this.#parts;
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
    this.#snapshot = snapshot;
    dockerLog?.observe(snapshot);
    this.#judge.see(snapshot);
    this.#lastStops.keepStopped((key) => this.#find(key)?.status === 'stopped' || this.#enforcer.isUnderWay(key));
    if (this.#parts.enforcing) {
      this.#outside.record(changes, (key) => this.#enforcer.isUnderWay(key) || this.#starter.isUnderWay(key));
      this.#enforcer.reconcile((key) => this.#judge.activityOf(key)?.state);
    }
    this.#decide();
  }

  #decide(): void {
    if (this.#snapshot === null) return;
    const { decisions: wanted, next } = this.#judge.judge();
    const isFree = !(this.#parts.asksFirst && awaitsFirstAnswer(this.#parts.settings.get()));
    const decisions = isFree ? wanted : wanted.filter(({ kind }) => kind !== 'warn' && kind !== 'stop');
    this.#next = isFree ? next : new Map();
    if (this.#parts.enforcing) {
      const gone = this.#enforcer.pendingKeys().filter((key) => !this.#find(key));
      this.#enforcer.apply([...decisions, ...gone.map((key) => ({ kind: 'withdraw', key, reason: 'gone' }) as const)]);
    }
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
    return this.#snapshot?.sandboxes.find((one) => one.key === key);
  }
}
