import type { Decision, Victim } from '../../../main/core/model/decision.ts';
import type { HostMemory, ObservedSandbox, UnattributedProcess } from '../../../main/core/model/snapshot.ts';
import type { Now } from '../../../main/core/policy/case.ts';
import { decideMemory, noMemoryState, type MemoryState } from '../../../main/core/policy/memory.ts';
import type { Settings } from '../../../main/core/settings/schema.ts';
import { aNow, gib, keyOf, later, lookAt, sandboxAt, second, settingsOf } from './cases.ts';

export const victim = (name: string, patch: Partial<Victim> = {}): Victim => ({
  key: keyOf(name),
  name,
  gainBytes: gib,
  idle: true,
  ...patch,
});

/** Looks every five seconds, whose memory, host and victims a test sets. */
export class Course {
  now: Now = aNow;
  state: MemoryState = noMemoryState;
  sandboxes: readonly ObservedSandbox[] = [];
  victims: readonly Victim[] = [];
  host: HostMemory | null = null;
  unattributed: readonly UnattributedProcess[] = [];
  called: string | null = null;
  /** For tests that keep account of the notices that are up. */
  readonly up = new Set<string>();
  readonly told: { readonly atMs: number; readonly decision: Decision }[] = [];
  readonly calls: { readonly atMs: number; readonly key: string }[] = [];

  constructor(readonly settings: Settings) {}

  look(stepMs = 5 * second): void {
    this.now = later(this.now, stepMs);
    this.see();
  }

  see(): void {
    const snapshot = lookAt(this.now, this.sandboxes, { host: this.host, unattributed: this.unattributed });
    const verdict = decideMemory(this.state, snapshot, this.victims, this.settings, this.now);
    this.state = verdict.state;
    const atMs = this.now.monotonicMs - aNow.monotonicMs;
    for (const decision of verdict.decisions) this.told.push({ atMs, decision });
    const called = [...verdict.calls.keys()][0] ?? null;
    if (called !== null && called !== this.called) this.calls.push({ atMs, key: called });
    this.called = called;
  }

  for(ms: number): void {
    for (let passed = 0; passed < ms; passed += 5 * second) this.look();
  }

  kinds(): readonly string[] {
    return this.told.map(({ decision }) => decision.kind);
  }
}

/** A course with a budget of 4 GB that two sandboxes are above. */
export const above = (patch: unknown = {}) => {
  const course = new Course(settingsOf({ memory: { budgetBytes: 4 * gib, ...(patch as object) } }));
  course.sandboxes = [sandboxAt('small', { memoryBytes: gib }), sandboxAt('large', { memoryBytes: 4 * gib })];
  course.victims = [victim('small'), victim('large', { idle: false, gainBytes: 4 * gib })];
  return course;
};
