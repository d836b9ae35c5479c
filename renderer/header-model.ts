import type { Words } from '../main/core/i18n/words.ts';
import type { AppState } from '../main/core/model/app-state.ts';
import { viewKind } from '../main/core/model/text.ts';
import { idleAndFree } from '../main/core/watch/stop-idle.ts';

/** What the head of the popup shows of the memory: against the budget, the machine, and what has been promised. */
export interface HeaderModel {
  /** The part of the budget that is used, and the sentence beside it; null without a budget, or with nothing running. */
  readonly budget: { readonly share: number; readonly text: string } | null;
  readonly free: string | null;
  /** What all running sandboxes may take together; null where no limit is known. */
  readonly promised: { readonly text: string; readonly isTooMuch: boolean } | null;
  /** How many are idle for long enough to be stopped together. */
  readonly idleCount: number;
}

export function headerModel(state: AppState, { t, bytes }: Words): HeaderModel {
  const { memory, host } = state;
  const isList = viewKind(state) === 'list';
  const { budgetBytes, usedBytes } = memory;
  return {
    budget:
      isList && budgetBytes !== null
        ? { share: Math.min(1, usedBytes / budgetBytes), text: t('popup.budget', { budget: bytes(budgetBytes) }) }
        : null,
    free: host && t('popup.free', { available: bytes(host.availableBytes), total: bytes(host.totalBytes) }),
    promised: isList ? promisedOf(state, { t, bytes }) : null,
    idleCount: idleAndFree(state).filter((one) => one.progress?.step !== 'stopping').length,
  };
}

/** The sum of the limits against the machine, and how many more sandboxes like these it can promise memory to (F4). */
function promisedOf(state: AppState, { t, bytes }: Pick<Words, 't' | 'bytes'>): HeaderModel['promised'] {
  const { host, memory, sandboxes } = state;
  const limited = sandboxes.filter((one) => one.status === 'running').length - memory.limits.unknownCount;
  if (!host || limited <= 0) return null;
  const { sumBytes } = memory.limits;
  const leftBytes = host.totalBytes - sumBytes;
  const isTooMuch = leftBytes < 0;
  return {
    text: t(isTooMuch ? 'header.promisedTooMuch' : 'header.promised', {
      sum: bytes(sumBytes),
      total: bytes(host.totalBytes),
      more: isTooMuch ? 0 : Math.floor(leftBytes / (sumBytes / limited)),
    }),
    isTooMuch,
  };
}
