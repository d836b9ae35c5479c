import { advanceTracks, type IdleTracks } from '../activity/idle-clock.ts';
import type { DockerLog } from '../docker-log/docker-log.ts';
import { Enforcer } from '../enforce/enforcer.ts';
import type { Ledger } from '../enforce/ledger.ts';
import type { Clock, Disposer } from '../host/clock.ts';
import { Emitter } from '../model/emitter.ts';
import type { AppState } from '../model/app-state.ts';
import type { Decision, Next } from '../model/decision.ts';
import type { WatchEvent } from '../model/events.ts';
import { sandboxKey, type SandboxKey } from '../model/sandbox.ts';
import type { IntentResult, SandmanService } from '../model/service.ts';
import type { ObservedSandbox, Snapshot } from '../model/snapshot.ts';
import { decideIdle, type IdleVerdict } from '../policy/idle.ts';
import { decideMemory, type MemoryTracks } from '../policy/memory.ts';
import type { SandboxRuntime } from '../runtimes/runtime.ts';
import type { SettingsKeeper } from '../settings/keeper.ts';
import { patchKeepAwake, patchSettings } from '../settings/patch.ts';
import type { SettingsPatch } from '../settings/schema.ts';
import { assembleState } from './assemble.ts';
import { cadenceOf, type Cadence, type CadenceInputs } from './cadence.ts';
import { Loop } from './loop.ts';
import type { Looker } from './looker.ts';
import { allHung, cliCost, decisionInMs } from './pace.ts';
import { runStateOf } from './run-state.ts';
import { sessionsMaxAgeMs } from './session-needs.ts';
import type { ProblemList } from './problems.ts';

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
  #snapshot: Snapshot | null = null;
  #tracks: IdleTracks = new Map();
  #memory: MemoryTracks = new Map();
  #next: ReadonlyMap<SandboxKey, Next> = new Map();
  #state: AppState;
  #attention = false;
  /** How long after the last look the next one was meant to come. */
  #dueAfterMs: number | undefined;

  constructor(parts: WatcherParts) {
    this.#parts = parts;
    this.#loop = new Loop(
      parts.clock,
      () => (this.#dueAfterMs = this.#cadence().inMs),
      (force) => this.#turn(force),
    );
    this.#enforcer = new Enforcer({
      clock: parts.clock,
      ledger: parts.ledger,
      emit: (event) => this.#events.emit(event),
      changed: () => this.#publish(),
      find: (key) => this.#find(key),
      judge: (key) => this.#verdict(key)?.decision,
      pollIntervalMs: () => parts.settings.get().pollIntervalMs,
      watchOnly: () => parts.settings.get().watchOnly,
      stop: (sandbox) => this.#runtimeOf(sandbox).stop(sandbox),
      look: () => this.#loop.now(),
      runState: (sandbox) => runStateOf(sandbox, this.#snapshot),
    });
    this.#state = this.#assemble();
  }

  start(): Promise<void> {
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

  keepAwake(key: string, forMs: number | null): Promise<IntentResult> {
    const nowMs = this.#parts.clock.wallMs();
    const untilMs = forMs === null ? null : nowMs + forMs;
    const result = this.#parts.settings.change((settings) => patchKeepAwake(settings, key, untilMs, nowMs));
    this.#decide();
    return Promise.resolve(result);
  }

  changeSettings(patch: SettingsPatch): Promise<IntentResult> {
    const result = this.#parts.settings.change((settings) => patchSettings(settings, patch));
    this.#decide();
    return Promise.resolve(result);
  }

  /** Problems come and go outside of looks, too; whoever adds one calls this. */
  republish(): void {
    this.#publish();
  }

  async #turn(force: boolean): Promise<void> {
    if (!force && this.#snapshot !== null && this.#surroundings().asleep) return;
    const { looker, dockerLog } = this.#parts;
    // Before the look: a session that has just come counts in it.
    await dockerLog?.refresh();
    const snapshot = await looker.look({
      force,
      attentive: this.#attention,
      sessionsMaxAgeMs: (key) => this.#sessionsMaxAgeMs(key, force),
      ...(this.#dueAfterMs !== undefined && { dueAfterMs: this.#dueAfterMs }),
    });
    this.#snapshot = snapshot;
    dockerLog?.observe(snapshot);
    this.#tracks = advanceTracks(this.#tracks, snapshot, this.#parts.settings.get());
    this.#enforcer.reconcile((key) => this.#tracks.get(key)?.activity.state === 'idle');
    this.#decide();
  }

  #decide(): void {
    const snapshot = this.#snapshot;
    if (snapshot === null) return;
    const decisions: Decision[] = [];
    const next = new Map<SandboxKey, Next>();
    for (const { key } of snapshot.sandboxes) {
      const verdict = this.#verdict(key);
      if (verdict?.decision) decisions.push(verdict.decision);
      if (verdict?.next) next.set(key, verdict.next);
    }
    for (const key of this.#enforcer.pendingKeys()) {
      if (!this.#find(key)) decisions.push({ kind: 'withdraw', key, reason: 'gone' });
    }
    const now = { wallMs: snapshot.atMs, monotonicMs: snapshot.monotonicMs };
    const memory = decideMemory(this.#memory, snapshot, this.#parts.settings.get(), now);
    this.#memory = memory.tracks;
    this.#next = next;
    if (this.#parts.enforcing) this.#enforcer.apply([...decisions, ...memory.decisions]);
    this.#publish();
  }

  #verdict(key: SandboxKey): IdleVerdict | undefined {
    const sandbox = this.#find(key);
    const activity = this.#tracks.get(key)?.activity;
    const snapshot = this.#snapshot;
    if (!sandbox || snapshot === null) return undefined;
    if (!activity) return this.#enforcer.pendingFor(key) ? { decision: { kind: 'withdraw', key, reason: 'gone' } } : {};
    const pending = this.#enforcer.pendingFor(key);
    const backOffUntilMs = this.#enforcer.backOffUntilMs(key);
    const { clock, settings } = this.#parts;
    const now = { wallMs: clock.wallMs(), monotonicMs: clock.monotonicMs() };
    return decideIdle(
      {
        sandbox,
        activity,
        snapshot,
        ...(pending && { pending }),
        ...(backOffUntilMs !== undefined && { backOffUntilMs }),
      },
      settings.get(),
      now,
    );
  }

  #sessionsMaxAgeMs(key: SandboxKey, force: boolean): number | null {
    const sandbox = this.#find(key);
    const pending = this.#enforcer.pendingFor(key);
    const { clock, settings } = this.#parts;
    return sessionsMaxAgeMs({
      attentive: this.#attention,
      force,
      ...(sandbox && { sandbox }),
      idleForMs: this.#tracks.get(key)?.activity.idleForMs ?? 0,
      stopInMs: pending ? pending.stopMonotonicMs - clock.monotonicMs() : null,
      heldForMs: Math.max(0, (this.#enforcer.backOffUntilMs(key) ?? 0) - clock.monotonicMs()),
      settings: settings.get(),
    });
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
      decisionInMs: pending ? 0 : decisionInMs([...this.#next.values()], this.#memory, clock.wallMs()),
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
    const { version, demo, enforcing, clock, settings, problems, dockerLog } = this.#parts;
    return assembleState({
      version,
      demo,
      enforcing,
      clockSpeed: clock.speed,
      settings: settings.get(),
      problems: problems.all(),
      snapshot: this.#snapshot,
      activityOf: (key) => this.#tracks.get(key)?.activity,
      nextOf: (key) => this.#next.get(key),
      progressOf: (key) => this.#enforcer.progressOf(key),
      dockerNoteOf: (sandbox) => dockerLog?.noteFor(sandbox),
      notices: [...this.#memory.values()].flatMap((track) => track.notice ?? []),
      cadence: this.#cadence(),
    });
  }

  #publish(): void {
    this.#state = this.#assemble();
    this.#states.emit(this.#state);
  }
}
