import type { AppState, SandboxState } from '../main/core/model/app-state.ts';
import type { Words } from '../main/core/i18n/words.ts';
import { reasonText } from '../main/core/model/reason.ts';
import { policyFor } from '../main/core/settings/for-sandbox.ts';
import { timeoutFor } from '../main/core/settings/timeout.ts';

/** The countdown to the warning or to the stop. */
export interface Countdown {
  readonly text: string;
  /** Why, where that it is idle does not say it. */
  readonly reason: string | null;
  /** The part of it that is left; null where it has no length of its own, as the time until a schedule. */
  readonly share: number | null;
}

/** What a card counts down to; null when nothing is in sight. */
export function countdownOf(one: SandboxState, state: AppState, nowMs: number, words: Words): Countdown | null {
  const { t, countdown, duration } = words;
  if (!one.next || !one.fresh || one.progress?.step === 'stopping') return null;
  const leftMs = Math.max(0, one.next.atMs - nowMs);
  const { settings } = state;
  const word = settings.watchOnly ? 'card.wouldStopIn' : 'card.stopsIn';
  if (one.next.action === 'stop') {
    const warningMs = warningOf(one, settings);
    const share = warningMs === 0 ? 0 : leftMs / warningMs;
    return {
      text: t(word, { span: countdown(leftMs) }),
      reason: t('card.because', { reason: reasonText(one.next.because, words) }),
      share: part(share),
    };
  }
  // A countdown to the warning is news only when the sandbox has begun to be idle.
  if (one.activity.idleForMs === 0) return null;
  const text = t(word, { span: duration(leftMs + warningOf(one, settings)) });
  const { because } = one.next;
  if (because.code === 'schedule') {
    const { schedule, idleForMs } = because;
    return { text, reason: t('card.atSchedule', { schedule, span: duration(idleForMs) }), share: null };
  }
  const timeoutMs = timeoutFor(one, settings);
  return { text, reason: null, share: timeoutMs === 0 ? 0 : part(leftMs / timeoutMs) };
}

/** As fine as the pixels of a bar: what cannot be seen to move is not drawn again. */
export function part(share: number): number {
  return Math.min(1, Math.round(share * 300) / 300);
}

function warningOf(one: SandboxState, settings: AppState['settings']): number {
  return one.next?.rule === 'memory' ? settings.memory.cancelMs : policyFor(one, settings).idle.warningMs;
}
