import { momentOf } from '../activity/gap.ts';
import { advanceTracks, type IdleTracks } from '../activity/idle-clock.ts';
import { loreAfter, type LoreBook } from '../activity/lore.ts';
import { unknownActivity, type Activity } from '../model/activity.ts';
import type { Decision, Next, Notice, Victim } from '../model/decision.ts';
import type { SandboxKey } from '../model/sandbox.ts';
import type { ObservedSandbox, Snapshot } from '../model/snapshot.ts';
import type { MemoryCall, Now, PendingStop, PolicyCase } from '../policy/case.ts';
import { decide, victimHold, type Verdict } from '../policy/decide.ts';
import { decideMemory, noMemoryState, noticesOf, type MemoryState } from '../policy/memory.ts';
import { openSchedules, type OpenSchedules } from '../policy/schedule-times.ts';
import { victimOrder } from '../policy/victims.ts';
import { fits } from '../settings/for-sandbox.ts';
import type { Settings } from '../settings/schema.ts';

export interface JudgeParts {
  readonly settings: () => Settings;
  readonly now: () => Now;
  readonly keptForMs: (key: SandboxKey, now: Now) => number;
  readonly pendingFor: (key: SandboxKey) => PendingStop | undefined;
  readonly backOffUntilMs: (key: SandboxKey) => number | undefined;
  /** True when the machine was started or logged in to only just now. */
  readonly justLoggedIn: boolean;
}

/** What one look comes to: what is to be done, and what will be done next if nothing changes. */
export interface Judgement {
  readonly decisions: readonly Decision[];
  readonly next: ReadonlyMap<SandboxKey, Next>;
}

/** The same with nothing to be announced or stopped, and no word of it: it has not been agreed to yet. */
export function withoutStops({ decisions }: Judgement): Judgement {
  return { decisions: decisions.filter(({ kind }) => kind !== 'warn' && kind !== 'stop'), next: new Map() };
}

/** Remembers from look to look what policy needs, and asks it. Everything that decides is in `activity` and `policy`. */
export class Judge {
  readonly #parts: JudgeParts;
  #snapshot: Snapshot | null = null;
  #tracks: IdleTracks = new Map();
  #lore: LoreBook = new Map();
  #memory: MemoryState = noMemoryState;
  #calls: ReadonlyMap<SandboxKey, MemoryCall> = new Map();
  #victims: readonly Victim[] = [];
  #schedules: OpenSchedules = { open: [], missed: [] };

  constructor(parts: JudgeParts) {
    this.#parts = parts;
  }

  /** Takes in the next look. */
  see(snapshot: Snapshot): void {
    const settings = this.#parts.settings();
    const before = this.#snapshot;
    const { justLoggedIn } = this.#parts;
    this.#tracks = advanceTracks(this.#tracks, snapshot, settings, {
      previous: before,
      justLoggedIn,
      isWarned: (key) => this.#parts.pendingFor(key) !== undefined,
      lore: this.#lore,
    });
    this.#lore = loreAfter(this.#lore, this.#tracks, snapshot);
    this.#schedules = openSchedules(settings, before && momentOf(before), momentOf(snapshot));
    this.#snapshot = snapshot;
  }

  judge(): Judgement {
    const snapshot = this.#snapshot;
    if (snapshot === null) return { decisions: [], next: new Map() };
    const memory = this.#judgeMemory(snapshot);
    const decisions: Decision[] = [];
    const next = new Map<SandboxKey, Next>();
    const settings = this.#parts.settings();
    const now = this.#parts.now();
    for (const sandbox of snapshot.sandboxes) {
      const verdict = decide(this.#caseOf(sandbox, snapshot, now), settings, now);
      if (verdict.decision) decisions.push(verdict.decision);
      if (verdict.next) next.set(sandbox.key, verdict.next);
    }
    return { decisions: [...decisions, ...memory], next };
  }

  /** Undefined when there is no such sandbox. */
  verdictOn(key: SandboxKey): Verdict | undefined {
    const sandbox = this.#snapshot?.sandboxes.find((one) => one.key === key);
    if (!sandbox || this.#snapshot === null) return undefined;
    const now = this.#parts.now();
    return decide(this.#caseOf(sandbox, this.#snapshot, now), this.#parts.settings(), now);
  }

  activityOf(key: SandboxKey): Activity | undefined {
    return this.#tracks.get(key)?.activity;
  }

  memory(): MemoryState {
    return this.#memory;
  }

  notices(): readonly Notice[] {
    return noticesOf(this.#memory);
  }

  victims(): readonly Victim[] {
    return this.#victims;
  }

  schedules(): OpenSchedules {
    return this.#schedules;
  }

  /** Idle time at which a schedule that holds now would have this one stopped; undefined without one. */
  scheduledIdleMs(sandbox: ObservedSandbox): number | undefined {
    const stops = this.#schedules.open.filter(({ action, match }) => action === 'stop-idle' && fits(match, sandbox));
    return stops.length === 0 ? undefined : Math.min(...stops.map(({ minIdleMs }) => minIdleMs));
  }

  #judgeMemory(snapshot: Snapshot): readonly Decision[] {
    const settings = this.#parts.settings();
    const now = this.#parts.now();
    const candidates = snapshot.sandboxes
      .filter((sandbox) => sandbox.status === 'running')
      .map((sandbox) => {
        const one = this.#caseOf(sandbox, snapshot, now);
        return { one, held: victimHold(one, settings, now) };
      });
    this.#victims = victimOrder(candidates, settings);
    const { state, decisions, calls } = decideMemory(
      this.#memory,
      snapshot,
      this.#victims,
      settings,
      momentOf(snapshot),
    );
    this.#memory = state;
    this.#calls = calls;
    return decisions;
  }

  #caseOf(sandbox: ObservedSandbox, snapshot: Snapshot, now: Now): PolicyCase {
    const { key } = sandbox;
    const pending = this.#parts.pendingFor(key);
    const backOffUntilMs = this.#parts.backOffUntilMs(key);
    const memoryCall = this.#calls.get(key);
    return {
      sandbox,
      activity: this.#tracks.get(key)?.activity ?? unknownActivity,
      snapshot,
      keptForMs: this.#parts.keptForMs(key, now),
      schedules: this.#schedules.open,
      ...(pending && { pending }),
      ...(backOffUntilMs !== undefined && { backOffUntilMs }),
      ...(memoryCall && { memoryCall }),
    };
  }
}
