import type { DockerLog } from '../docker-log/docker-log.ts';
import { Enforcer } from '../enforce/enforcer.ts';
import { noJournal, type Journal } from '../enforce/journal.ts';
import { KeepAwakes } from '../enforce/keep-awakes.ts';
import type { Ledger, LedgerEntry } from '../enforce/ledger.ts';
import { OutsideLog, type StopCause } from '../enforce/outside.ts';
import { Recorder } from '../enforce/recorder.ts';
import { SavingsMeter } from '../enforce/savings.ts';
import type { Clock, Disposer } from '../host/clock.ts';
import type { AppState } from '../model/app-state.ts';
import type { Next } from '../model/decision.ts';
import { Emitter } from '../model/emitter.ts';
import type { WatchEvent } from '../model/events.ts';
import { sandboxKey, type SandboxKey } from '../model/sandbox.ts';
import type { IntentResult, SandmanService, SchedulePreview } from '../model/service.ts';
import type { ObservedSandbox, Snapshot } from '../model/snapshot.ts';
import type { Now } from '../policy/case.ts';
import type { SandboxRuntime } from '../runtimes/runtime.ts';
import { policyFor } from '../settings/for-sandbox.ts';
import type { SettingsKeeper } from '../settings/keeper.ts';
import type { SandboxPatch, SettingsPatch } from '../settings/schema.ts';
import { assembleState } from './assemble.ts';
import { cadenceOf, type Cadence, type CadenceInputs } from './cadence.ts';
import { comingsAndGoings } from './comings.ts';
import { Judge } from './judge.ts';
import { Loop } from './loop.ts';
import type { Looker } from './looker.ts';
import type { ProblemList } from './problems.ts';
import { allHung, cliCost, decisionInMs } from './pace.ts';
import { runStateOf } from './run-state.ts';
import { previewSchedule, ScheduleViews } from './schedule-views.ts';
import { sessionsMaxAgeMs } from './session-needs.ts';
import { trialView } from './trial.ts';
import { Wishes } from './wishes.ts';

export interface WatcherParts {
  readonly version: string;
  readonly demo: boolean;
  /** False when another process enforces: then this one only looks and tells. */
  readonly enforcing: boolean;
  readonly clock: Clock;
  readonly looker: Looker;
  readonly runtimes: readonly SandboxRuntime[];
  readonly settings: SettingsKeeper;
  readonly ledger: Ledger;
  readonly problems: ProblemList;
  /** What has to outlive a crash. Default: nothing does. */
  readonly journal?: Journal;
  /** The ledger so far, for the savings. */
  readonly history?: readonly LedgerEntry[];
  /** True when there were no settings yet: then the first days in watch-only mode are offered. */
  readonly firstRun?: boolean;
  /** True when the machine was started or logged in to only just now. */
  readonly justLoggedIn?: boolean;
  /** Who stopped a sandbox that Sandman did not stop, as far as it can be told. */
  readonly stopCauseOf?: (sandbox: ObservedSandbox) => StopCause;
  /** Docker's own logs; left out where there are none. */
  readonly dockerLog?: DockerLog;
  /** What the machine says about power and memory; left out: mains, awake, and nothing known of the memory. */
  readonly surroundings?: () => Partial<Surroundings>;
}

/** The part of the machine's state that the pace of looking depends on. */
export type Surroundings = Pick<CadenceInputs, 'onBattery' | 'asleep' | 'pressure'>;

/** The observation loop: look, move the idle clocks, decide, carry out, tell. */
export class Watcher implements SandmanService {
  readonly #parts: WatcherParts;
  readonly #loop: Loop;
  readonly #enforcer: Enforcer;
  readonly #states = new Emitter<AppState>();
  readonly #events = new Emitter<WatchEvent>();
  readonly #keepAwakes: KeepAwakes;
  readonly #meter: SavingsMeter;
  readonly #judge: Judge;
  readonly #wishes: Wishes;
  readonly #outside: OutsideLog;
  readonly #schedules = new ScheduleViews();
  #snapshot: Snapshot | null = null;
  #next: ReadonlyMap<SandboxKey, Next> = new Map();
  #trialOffered: boolean;
  #state: AppState;
  #attention = false;
  /** How long after the last look the next one was meant to come. */
  #dueAfterMs: number | undefined;

  constructor(parts: WatcherParts) {
    this.#parts = parts;
    const { clock } = parts;
    const settings = () => parts.settings.get();
    const now = () => this.#now();
    this.#loop = new Loop(
      clock,
      () => (this.#dueAfterMs = this.#cadence().inMs),
      (force) => this.#turn(force),
    );
    this.#keepAwakes = new KeepAwakes(settings().keepAwakeUntilMs);
    this.#meter = new SavingsMeter(parts.history);
    const ledger = this.#metered(parts.ledger);
    const record = new Recorder(clock, ledger);
    this.#wishes = new Wishes({ settings: parts.settings, keepAwakes: this.#keepAwakes, record, now });
    this.#outside = new OutsideLog(record, this.#meter, parts.stopCauseOf ?? ((sandbox) => this.#stopCauseOf(sandbox)));
    this.#enforcer = new Enforcer({
      clock,
      ledger,
      journal: parts.journal ?? noJournal,
      emit: (event) => this.#events.emit(event),
      changed: () => this.#publish(),
      find: (key) => this.#find(key),
      judge: (key) => this.#judge.verdictOn(key)?.decision,
      isProtected: (sandbox) => policyFor(sandbox, settings()).protected,
      pollIntervalMs: () => settings().pollIntervalMs,
      watchOnly: () => settings().watchOnly,
      stop: (sandbox) => this.#runtimeOf(sandbox).stop(sandbox),
      look: () => this.#loop.now(),
      runState: ({ key }) => runStateOf(key, this.#snapshot),
      runStateOf: (key) => runStateOf(key, this.#snapshot),
    });
    this.#judge = new Judge({
      settings,
      now,
      keptForMs: (key, at) => this.#keepAwakes.remainingMs(key, at),
      pendingFor: (key) => this.#enforcer.pendingFor(key),
      backOffUntilMs: (key) => this.#enforcer.backOffUntilMs(key),
      justLoggedIn: parts.justLoggedIn ?? false,
    });
    this.#trialOffered = parts.firstRun ?? false;
    this.#state = this.#assemble();
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
    this.#states.clear();
    this.#events.clear();
  }

  getState(): AppState {
    return this.#state;
  }

  subscribe(listener: (state: AppState) => void): Disposer {
    return this.#states.on(listener);
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

  async stopIdle(): Promise<IntentResult> {
    // One quiet look is no idleness: an agent that waits for its model has many of them.
    const { minIdleMs } = this.#parts.settings.get().memory;
    const idle = this.#state.sandboxes.filter(
      ({ fresh, status, activity }) =>
        fresh &&
        status === 'running' &&
        activity.state === 'idle' &&
        !activity.inGrace &&
        activity.idleForMs >= minIdleMs,
    );
    const free = idle.filter((one) => one.protected !== true && one.keepAwakeUntilMs === undefined);
    const results = await Promise.all(free.map(({ key }) => this.#enforcer.stopByUser(key)));
    const failed = free.filter((_, index) => results[index]?.ok === false).map(({ name }) => name);
    return failed.length === 0 ? { ok: true } : { ok: false, message: `Could not be stopped: ${failed.join(', ')}` };
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
    this.#publish();
  }

  async #turn(force: boolean): Promise<void> {
    if (!force && this.#snapshot !== null && this.#surroundings().asleep) return;
    const { looker, dockerLog } = this.#parts;
    // Before the look: a session that has just come counts in it.
    if (dockerLog) await dockerLog.refresh();
    const snapshot = await looker.look({
      force,
      attentive: this.#attention,
      sessionsMaxAgeMs: (key) => this.#sessionsMaxAgeMs(key, force),
      ...(this.#dueAfterMs !== undefined && { dueAfterMs: this.#dueAfterMs }),
    });
    const changes = comingsAndGoings(this.#snapshot, snapshot);
    this.#snapshot = snapshot;
    dockerLog?.observe(snapshot);
    this.#judge.see(snapshot);
    if (this.#parts.enforcing) {
      this.#outside.record(changes, (key) => this.#enforcer.isUnderWay(key));
      this.#enforcer.reconcile((key) => this.#judge.activityOf(key)?.state === 'idle');
    }
    this.#decide();
  }

  #decide(): void {
    if (this.#snapshot === null) return;
    const { decisions, next } = this.#judge.judge();
    this.#next = next;
    if (this.#parts.enforcing) {
      const gone = this.#enforcer.pendingKeys().filter((key) => !this.#find(key));
      this.#enforcer.apply([...decisions, ...gone.map((key) => ({ kind: 'withdraw', key, reason: 'gone' }) as const)]);
    }
    this.#publish();
  }

  #wish(result: IntentResult): Promise<IntentResult> {
    this.#decide();
    return Promise.resolve(result);
  }

  #now(): Now {
    const { clock } = this.#parts;
    return { wallMs: clock.wallMs(), monotonicMs: clock.monotonicMs() };
  }

  /** What goes into the ledger counts for the savings. */
  #metered(ledger: Ledger): Ledger {
    return {
      write: (entry) => {
        this.#meter.add(entry);
        ledger.write(entry);
      },
      flush: () => ledger.flush(),
    };
  }

  #sessionsMaxAgeMs(key: SandboxKey, force: boolean): number | null {
    const sandbox = this.#find(key);
    const pending = this.#enforcer.pendingFor(key);
    const { clock, settings } = this.#parts;
    const scheduledIdleMs = sandbox && this.#judge.scheduledIdleMs(sandbox);
    return sessionsMaxAgeMs({
      attentive: this.#attention,
      force,
      ...(sandbox && { sandbox }),
      ...(scheduledIdleMs !== undefined && { scheduledIdleMs }),
      idleForMs: this.#judge.activityOf(key)?.idleForMs ?? 0,
      stopInMs: pending ? pending.stopMonotonicMs - clock.monotonicMs() : null,
      heldForMs: Math.max(0, (this.#enforcer.backOffUntilMs(key) ?? 0) - clock.monotonicMs()),
      settings: settings.get(),
    });
  }

  /** What Docker's own log says of a sandbox that we did not stop. */
  #stopCauseOf(sandbox: ObservedSandbox): StopCause {
    const note = this.#parts.dockerLog?.noteFor(this.#find(sandbox.key) ?? { ...sandbox, status: 'stopped' });
    return note?.stoppedBy === 'docker-idle-timer' ? 'docker' : 'unknown';
  }

  #surroundings(): Surroundings {
    return { onBattery: false, asleep: false, pressure: 'unknown', ...this.#parts.surroundings?.() };
  }

  #cadence(): Cadence {
    const { clock, settings } = this.#parts;
    const runtimes = this.#snapshot?.runtimes ?? [];
    const pending = this.#enforcer.pendingKeys().length > 0;
    return cadenceOf({
      ...this.#surroundings(),
      baseMs: settings.get().pollIntervalMs,
      popupOpen: this.#attention,
      hung: allHung(runtimes),
      cli: cliCost(runtimes),
      decisionInMs: pending ? 0 : decisionInMs([...this.#next.values()], this.#judge.memory(), clock.wallMs()),
    });
  }

  #find(key: SandboxKey): ObservedSandbox | undefined {
    return this.#snapshot?.sandboxes.find((one) => one.key === key);
  }

  #runtimeOf(sandbox: ObservedSandbox): SandboxRuntime {
    const runtime = this.#parts.runtimes.find((one) => one.id === sandbox.runtime);
    if (!runtime) throw new Error(`no runtime for ${sandboxKey(sandbox.runtime, sandbox.name)}`);
    return runtime;
  }

  #assemble(): AppState {
    const { version, demo, enforcing, clock, problems, dockerLog } = this.#parts;
    const settings = this.#parts.settings.get();
    const nowMs = clock.wallMs();
    return assembleState({
      version,
      demo,
      enforcing,
      clockSpeed: clock.speed,
      settings,
      problems: problems.all(),
      snapshot: this.#snapshot,
      nowMs,
      activityOf: (key) => this.#judge.activityOf(key),
      nextOf: (key) => this.#next.get(key),
      progressOf: (key) => this.#enforcer.progressOf(key),
      dockerNoteOf: (sandbox) => dockerLog?.noteFor(sandbox),
      cadence: this.#cadence(),
      keptForMs: (key) => this.#keepAwakes.remainingMs(key, this.#now()),
      notices: this.#judge.notices(),
      victims: this.#judge.victims(),
      schedules: this.#schedules.of(settings.schedules, this.#judge.schedules().open, nowMs),
      savings: this.#meter.total(nowMs),
      trial: trialView(settings, this.#trialOffered, this.#meter, nowMs),
    });
  }

  #publish(): void {
    this.#state = this.#assemble();
    this.#states.emit(this.#state);
  }
}
