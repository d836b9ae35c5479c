import type { Stopper } from '../model/app-state.ts';
import type { StopRule } from '../model/decision.ts';

/** Whom a stop by a rule is put down to. */
export function whoFor(rule: StopRule | 'user'): Stopper {
  return rule === 'idle' || rule === 'memory' ? 'policy' : rule;
}
