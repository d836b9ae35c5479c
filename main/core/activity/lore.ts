import type { SandboxKey } from '../model/sandbox.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { habitsUnseen, noHabits, type Habits } from './habits.ts';
import { atNextRun, noRest, type RestFinder } from './resting.ts';

/** What was learned of how a sandbox is at rest. */
export interface Lore {
  /** Of the sandbox, not of its run; undefined where the runtime tells none. */
  readonly id: string | undefined;
  readonly rest: RestFinder;
  readonly habits: Habits;
}

export type LoreBook = ReadonlyMap<SandboxKey, Lore>;

interface Learned {
  readonly identity: { readonly id: string | undefined };
  readonly rest: RestFinder;
  readonly habits: Habits;
}

/**
 * Keeps what was learned of a sandbox over its stops: the programs in it are the same when it runs again, and who had to learn
 * them anew each time would never know those that are seldom seen. What is not listed any more is forgotten.
 */
export function loreAfter(book: LoreBook, tracks: ReadonlyMap<SandboxKey, Learned>, snapshot: Snapshot): LoreBook {
  const next = new Map<SandboxKey, Lore>();
  for (const { key } of snapshot.sandboxes) {
    const track = tracks.get(key);
    const lore = track ? { id: track.identity.id, rest: track.rest, habits: track.habits } : book.get(key);
    if (lore) next.set(key, lore);
  }
  return next;
}

/** What is known at the start of a run: nothing when it is another sandbox under the same name. */
export function loreFor(lore: Lore | undefined, id: string | undefined, nowMs: number): Omit<Lore, 'id'> {
  const isAnother = lore?.id !== undefined && id !== undefined && lore.id !== id;
  if (!lore || isAnother) return { rest: noRest, habits: habitsUnseen(noHabits, nowMs) };
  return { rest: atNextRun(lore.rest), habits: habitsUnseen(lore.habits, nowMs) };
}
