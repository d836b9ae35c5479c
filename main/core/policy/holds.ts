import { policyFor } from '../settings/for-sandbox.ts';
import type { Rule } from './case.ts';

/** F10: a protected sandbox is stopped by nothing, until the lock is taken off. */
export const protectedRule: Rule = ({ sandbox }, settings) =>
  policyFor(sandbox, settings).protected ? { says: 'hold', reason: 'protected' } : null;

/** F10: somebody wants it awake for a while. */
export const keepAwakeRule: Rule = ({ keptForMs }) => (keptForMs > 0 ? { says: 'hold', reason: 'kept-awake' } : null);
