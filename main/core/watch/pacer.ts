import type { Clock } from '../host/clock.ts';
import type { Next } from '../model/decision.ts';
import type { SandboxKey } from '../model/sandbox.ts';
import type { ObservedSandbox, Snapshot } from '../model/snapshot.ts';
import type { PendingStop } from '../policy/case.ts';
import type { Settings } from '../settings/schema.ts';
import type { Between } from './between-looks.ts';
import { cadenceOf, type Cadence, type CadenceInputs } from './cadence.ts';
import type { Judge } from './judge.ts';
import { memoryRoomBytes } from './memory-room.ts';
import { allHung, cliCost, decisionInMs, isMany } from './pace.ts';
import { hostPortsOf } from './port-use.ts';
import { sessionsMaxAgeMs } from './session-needs.ts';

/** The part of the machine's state that the pace of looking depends on. */
export type Surroundings = Pick<CadenceInputs, 'onBattery' | 'asleep' | 'pressure'>;

export interface PacerParts {
  readonly clock: Clock;
  readonly settings: () => Settings;
  readonly judge: Judge;
  readonly pending: {
    pendingKeys(): readonly SandboxKey[];
    pendingFor(key: SandboxKey): PendingStop | undefined;
    backOffUntilMs(key: SandboxKey): number | undefined;
  };
  readonly surroundings: (() => Partial<Surroundings>) | undefined;
}

/** Says how soon the next look is due, and how much it has to ask. */
export class Pacer {
  readonly #parts: PacerParts;

  /** The computer is about to sleep or sleeps. */
  readonly isAsleep = (): boolean => this.#surroundings().asleep;

  constructor(parts: PacerParts) {
    this.#parts = parts;
  }

  #surroundings(): Surroundings {
    return { onBattery: false, asleep: false, pressure: 'unknown', ...this.#parts.surroundings?.() };
  }

  cadence(snapshot: Snapshot | null, next: Iterable<Next>, popupOpen: boolean): Cadence {
    return cadenceOf(this.#inputs(snapshot, next, popupOpen));
  }

  /** What has to be read until the look after this one. */
  between(snapshot: Snapshot, next: Iterable<Next>, popupOpen: boolean): Between {
    const inputs = this.#inputs(snapshot, next, popupOpen);
    const lookInMs = cadenceOf(inputs).inMs;
    const roomBytes = this.#roomBytes(snapshot);
    const everyMs = cadenceOf({ ...inputs, atEase: 'none' }).inMs;
    const isGuarded = roomBytes !== null && snapshot.host !== null && everyMs < lookInMs;
    return {
      lookInMs,
      memory: isGuarded ? { before: snapshot.host, roomBytes, everyMs } : null,
      ports: snapshot.sandboxes.filter((one) => one.status === 'running').flatMap(hostPortsOf),
    };
  }

  #inputs(snapshot: Snapshot | null, next: Iterable<Next>, popupOpen: boolean): CadenceInputs {
    const { clock, settings, judge, pending } = this.#parts;
    const runtimes = snapshot?.runtimes ?? [];
    const announced = pending.pendingKeys().length > 0;
    return {
      ...this.#surroundings(),
      baseMs: settings().pollIntervalMs,
      popupOpen,
      hung: allHung(runtimes),
      cli: cliCost(runtimes),
      decisionInMs: announced ? 0 : decisionInMs(next, judge.memory(), clock.wallMs()),
      atEase: snapshot === null || this.#roomBytes(snapshot) === null ? 'none' : isMany(snapshot) ? 'many' : 'few',
    };
  }

  #roomBytes(snapshot: Snapshot): number | null {
    const { settings, judge } = this.#parts;
    return memoryRoomBytes(snapshot, settings(), judge.memory());
  }

  /** How old a count of sessions may be in the coming look; null when nobody needs it. */
  sessionsMaxAgeMs(
    key: SandboxKey,
    sandbox: ObservedSandbox | undefined,
    asked: { readonly attentive: boolean; readonly force: boolean },
  ): number | null {
    const { clock, settings, judge, pending } = this.#parts;
    const stop = pending.pendingFor(key);
    const scheduledIdleMs = sandbox && judge.scheduledIdleMs(sandbox);
    return sessionsMaxAgeMs({
      ...asked,
      ...(sandbox && { sandbox }),
      ...(scheduledIdleMs !== undefined && { scheduledIdleMs }),
      idleForMs: judge.activityOf(key)?.idleForMs ?? 0,
      stopInMs: stop ? stop.stopMonotonicMs - clock.monotonicMs() : null,
      heldForMs: Math.max(0, (pending.backOffUntilMs(key) ?? 0) - clock.monotonicMs()),
      settings: settings(),
    });
  }
}
