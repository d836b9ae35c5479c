import { HostUnderWatch, type NoticeTime } from './host-under-watch.ts';
import type { HostDraw, SimulationOptions } from './simulation.ts';
import { Tally } from './tally.ts';

export interface RealOutcome {
  readonly tally: Tally;
  /** Notifications that asked for attention, by what they were about; what quietly took their place is not counted. */
  readonly notices: ReadonlyMap<string, number>;
  /** Those of them that came on a day on which their person worked. */
  readonly noticesOnUserDays: number;
  /** Those of them that were shown while somebody was at the machine. */
  readonly noticesWhilePresent: number;
  /** Days on which their person worked. */
  readonly userDays: number;
}

/** How many hosts live at the same time: they share the turns of the event loop, which cost more than a look. */
const atATime = 64;

/** Runs the program's own watcher over the hosts. Time is virtual: nothing waits. */
export async function runRealPolicy(hosts: readonly HostDraw[], options: SimulationOptions): Promise<RealOutcome> {
  const tally = new Tally();
  const notices = new Map<string, number>();
  let noticesWhilePresent = 0;
  let noticesOnUserDays = 0;
  const onNotice = (type: string, { workedDay, present }: NoticeTime) => {
    notices.set(type, (notices.get(type) ?? 0) + 1);
    if (workedDay) noticesOnUserDays += 1;
    if (present) noticesWhilePresent += 1;
  };
  let userDays = 0;
  const waiting = [...hosts].reverse();
  let living: HostUnderWatch[] = [];
  while (waiting.length > 0 || living.length > 0) {
    while (living.length < atATime) {
      const draw = waiting.pop();
      if (!draw) break;
      userDays += draw.plan.days.filter((day) => day.worked).length;
      living.push(new HostUnderWatch({ draw, options, tally, onNotice }));
    }
    for (const host of living) host.step();
    await allSettled();
    if (living.some((host) => host.done)) living = living.filter((host) => !host.done);
  }
  return { tally, notices, noticesOnUserDays, noticesWhilePresent, userDays };
}

/** Resolves when everything that could go on without time passing has gone on: all of it are microtasks. */
function allSettled(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
