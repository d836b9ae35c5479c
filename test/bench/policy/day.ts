import type { Random } from './random.ts';

const minute = 60_000;
const hour = 60 * minute;

/** One day of a person and their machine, on the axis of waking time. */
export interface Day {
  readonly startMs: number;
  readonly endMs: number;
  /** They work on this day. */
  readonly worked: boolean;
  /** When they are at the machine, in order. */
  readonly presence: readonly { readonly startMs: number; readonly endMs: number }[];
}

/** What happens to the machine, in order of `atMs`. */
export type HostEvent =
  | { readonly kind: 'sleep'; readonly atMs: number; readonly forMs: number }
  /** Somebody, or something, sets the wall clock. */
  | { readonly kind: 'jump'; readonly atMs: number; readonly byMs: number }
  /** Sandman ends and starts again: an update, a crash, a new login. */
  | { readonly kind: 'restart'; readonly atMs: number }
  | {
      readonly kind: 'outage';
      readonly atMs: number;
      readonly forMs: number;
      readonly how: OutageKind;
    };

/** What the runtime of a host does while it is out: each is in reference/docker-sandboxes.md, section 8. */
export type OutageKind = 'hung' | 'error' | 'crash' | 'daemon-down' | 'empty-list' | 'unknown-status';

export interface HostPlan {
  readonly days: readonly Day[];
  readonly events: readonly HostEvent[];
  readonly endMs: number;
  /** Windows counts the time asleep in its monotonic clock; Linux and macOS do not. */
  readonly monotonicCountsSleep: boolean;
}

/** Draws a person with a machine, and some of their days. */
export function drawHostPlan(random: Random, dayCount: number): HostPlan {
  const laptop = random.chance(0.7);
  const nightSleep = laptop ? random.between(0.5, 1) : random.between(0, 0.3);
  const napsADay = laptop ? random.between(0, 5) : 0;
  const daysOff = random.between(0.1, 0.4);
  const days: Day[] = [];
  const events: HostEvent[] = [];
  let atMs = 0;
  for (let index = 0; index < dayCount; index += 1) {
    const sleeps = random.chance(nightSleep);
    const awakeMs = sleeps ? random.between(9, 16) * hour : 24 * hour;
    const endMs = atMs + awakeMs;
    const worked = !random.chance(daysOff);
    days.push({ startMs: atMs, endMs, worked, presence: worked ? drawPresence(random, atMs, endMs) : [] });
    for (let nap = random.whole(0, Math.round(2 * napsADay)); nap > 0; nap -= 1) {
      events.push({ kind: 'sleep', atMs: random.between(atMs, endMs), forMs: random.logBetween(10_000, 3 * hour) });
    }
    if (sleeps) events.push({ kind: 'sleep', atMs: endMs, forMs: 24 * hour - awakeMs });
    events.push(...drawMishaps(random, atMs, awakeMs));
    atMs = endMs;
  }
  events.sort((a, b) => a.atMs - b.atMs);
  return { days, events, endMs: atMs, monotonicCountsSleep: random.chance(0.33) };
}

/** Two to five blocks with breaks between them: coffee, lunch, meetings. */
function drawPresence(random: Random, startMs: number, endMs: number): Day['presence'] {
  const presence: { startMs: number; endMs: number }[] = [];
  let atMs = startMs + random.between(0, 2) * hour;
  for (let block = random.whole(2, 5); block > 0 && atMs < endMs; block -= 1) {
    const blockEndMs = Math.min(endMs, atMs + random.logBetween(0.5, 4) * hour);
    presence.push({ startMs: atMs, endMs: blockEndMs });
    atMs = blockEndMs + random.logBetween(5 * minute, 3 * hour);
  }
  return presence;
}

/** More of everything than a real machine has, so that much of it meets. Probabilities are per day of 24 h. */
function drawMishaps(random: Random, startMs: number, spanMs: number): readonly HostEvent[] {
  const events: HostEvent[] = [];
  const share = spanMs / (24 * hour);
  const at = () => startMs + random.between(0, spanMs);
  if (random.chance(0.3 * share)) {
    const how = random.pick<OutageKind>({
      hung: 3,
      error: 2,
      crash: 1,
      'daemon-down': 2,
      'empty-list': 1,
      'unknown-status': 1,
    });
    events.push({ kind: 'outage', atMs: at(), forMs: random.logBetween(5_000, 3 * hour), how });
  }
  if (random.chance(share)) events.push({ kind: 'jump', atMs: at(), byMs: random.between(-5_000, 5_000) });
  if (random.chance(0.2 * share)) {
    const sign = random.chance(0.5) ? 1 : -1;
    events.push({ kind: 'jump', atMs: at(), byMs: sign * random.logBetween(minute, 26 * hour) });
  }
  if (random.chance(0.25 * share)) events.push({ kind: 'restart', atMs: at() });
  return events;
}
