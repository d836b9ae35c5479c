import { evidenceOf, type Rule } from './case.ts';

/** F16: memory has to be given back, and this one was chosen for it. The warning is the time to cancel. */
export const memoryRule: Rule = (one, settings) => {
  const { memoryCall } = one;
  if (!memoryCall) return null;
  const { cause, usedBytes, limitBytes } = memoryCall.evidence;
  return {
    says: 'stop',
    dueInMs: 0,
    warningMs: settings.memory.cancelMs,
    because: { code: 'memory', cause, usedBytes, limitBytes },
    evidence: { ...evidenceOf(one, settings), memory: memoryCall.evidence },
  };
};
