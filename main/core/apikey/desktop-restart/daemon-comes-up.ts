import type { Clock } from '../../host/clock.ts';

/** After a restart the sandbox daemon comes up a while after Desktop says that it runs. */
const withinMs = 30_000;
const askEveryMs = 1_000;

/** Resolves as soon as the daemon runs; with false when it did not in time. */
export async function daemonComesUp(
  { daemonRuns }: { readonly daemonRuns: () => Promise<boolean> },
  clock: Clock,
): Promise<boolean> {
  const endMs = clock.monotonicMs() + withinMs;
  while (!(await daemonRuns())) {
    if (clock.monotonicMs() >= endMs) return false;
    await new Promise<void>((resolve) => clock.after(askEveryMs, resolve));
  }
  return true;
}
