import type { Words } from '../i18n/words.ts';
import type { IdleEvidence, MemoryCause, StopRule } from './decision.ts';

/** Why a rule asks for a stop, as data; views put it in words. Times in milliseconds, memory in bytes. */
export type Because =
  | { readonly code: 'idle'; readonly timeoutMs: number; readonly sessions: 'none' | 'silent' | 'untold' }
  | { readonly code: 'schedule'; readonly schedule: string; readonly idleForMs: number }
  | { readonly code: 'memory'; readonly cause: MemoryCause; readonly usedBytes: number; readonly limitBytes: number };

/** The rule that each kind of reason comes from. */
export const ruleOf = (because: Because): StopRule => because.code;

export function idleBecause({ timeoutMs, sessions }: Pick<IdleEvidence, 'timeoutMs' | 'sessions'>): Because {
  return { code: 'idle', timeoutMs, sessions: sessions === null ? 'untold' : sessions > 0 ? 'silent' : 'none' };
}

/** Goes on after "it was": `idle for 30 min without a session`. */
export function reasonText(because: Because, { t, bytes, duration }: Words): string {
  switch (because.code) {
    case 'idle':
      return t(`reason.idle.${because.sessions}`, { span: duration(because.timeoutMs) });
    case 'schedule':
      return t('reason.schedule', { span: duration(because.idleForMs), schedule: because.schedule });
    case 'memory':
      return t(`reason.memory.${because.cause}`, { used: bytes(because.usedBytes), limit: bytes(because.limitBytes) });
  }
}
