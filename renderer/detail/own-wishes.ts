import { patchSandbox } from '../../main/core/settings/patch.ts';
import type { SandboxPatch, Settings } from '../../main/core/settings/schema.ts';

/** A change that was chosen. `isTaken`: main has answered that it holds; what it published may not be here yet. */
export interface Wish {
  readonly id: number;
  readonly patch: SandboxPatch;
  readonly isTaken: boolean;
}

/** The settings as they will be: with everything that was chosen and is not seen yet, in its order. */
export function settingsWith(wishes: readonly Wish[], key: string, settings: Settings): Settings {
  return wishes.reduce((before, { patch }) => patchSandbox(before, key, patch), settings);
}

/** One more, with an identity of its own. */
export function withWish(wishes: readonly Wish[], id: number, patch: SandboxPatch): readonly Wish[] {
  return [...wishes, { id, patch, isTaken: false }];
}

/** What is refused is over at once: what holds is shown again. */
export function answered(wishes: readonly Wish[], id: number, isTaken: boolean): readonly Wish[] {
  return isTaken
    ? wishes.map((one) => (one.id === id ? { ...one, isTaken } : one))
    : wishes.filter((one) => one.id !== id);
}

/** After a newer state: what main had taken before it is in it. */
export function leftAfterState(wishes: readonly Wish[]): readonly Wish[] {
  return wishes.some(({ isTaken }) => isTaken) ? wishes.filter(({ isTaken }) => !isTaken) : wishes;
}
