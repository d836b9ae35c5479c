import type { TrialView } from '../model/app-state.ts';
import type { SavingsMeter } from '../enforce/savings.ts';
import type { Settings } from '../settings/schema.ts';

/**
 * The first days (product.md, F12): a fresh install offers to only watch; when they are over it tells what would have
 * happened, and goes on watching until it is told to stop things. Undefined when there is nothing to say.
 */
export function trialView(
  settings: Settings,
  isOffered: boolean,
  meter: SavingsMeter,
  nowMs: number,
): TrialView | undefined {
  const { trial } = settings;
  if (trial === null) return isOffered ? { step: 'offered' } : undefined;
  const { sinceMs, untilMs } = trial;
  const wouldHave = meter.total(nowMs, 'would-stop', sinceMs);
  return { step: nowMs < untilMs ? 'running' : 'over', untilMs, wouldHave };
}
