import type { Arrival } from '../../../main/core/activity/grace.ts';
import { advanceTracks, type IdleTracks } from '../../../main/core/activity/idle-clock.ts';
import type { Snapshot } from '../../../main/core/model/snapshot.ts';
import type { Now } from '../../../main/core/policy/case.ts';
import { aNow, keyOf, later, lookAt, sandboxAt, second, settingsOf, type SandboxPatch } from './cases.ts';

const settings = settingsOf();

/** From one look of a `Machine` to the next. */
export const stepMs = 5 * second;

/** A machine that is looked at every 5 s; the sandbox on it is idle unless a look says otherwise. */
export class Machine {
  now: Now = aNow;
  tracks: IdleTracks = new Map();
  previous: Snapshot | null = null;

  constructor(readonly arrival: Pick<Arrival, 'justLoggedIn'> = {}) {}

  look(patch: SandboxPatch = {}, rest: { readonly missed?: boolean; readonly daemon?: 'hung' } = {}): this {
    const missed = rest.missed === true || rest.daemon === 'hung';
    const looked = lookAt(this.now, [sandboxAt('one', patch)], {
      runtimes: [{ id: 'sbx', state: missed ? 'hung' : 'ready' }],
    });
    const carriedOver = looked.sandboxes.map((one) => ({ ...one, observedMonotonicMs: -1 }));
    const snapshot = missed ? { ...looked, sandboxes: carriedOver } : looked;
    this.tracks = advanceTracks(this.tracks, snapshot, settings, { previous: this.previous, ...this.arrival });
    this.previous = snapshot;
    this.now = later(this.now, stepMs);
    return this;
  }

  /** Idle looks for so long. */
  rest(ms: number): this {
    for (let passed = 0; passed < ms; passed += stepMs) this.look();
    return this;
  }

  sleep(ms: number, monotonicMs = 0): this {
    this.now = { wallMs: this.now.wallMs + ms, monotonicMs: this.now.monotonicMs + monotonicMs };
    return this;
  }

  get activity() {
    return this.tracks.get(keyOf('one'))?.activity;
  }
  get idleS() {
    return (this.activity?.idleForMs ?? Number.NaN) / second;
  }
}
