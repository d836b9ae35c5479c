import type { Words } from '../i18n/words.ts';
import type { AppState } from '../model/app-state.ts';
import type { KeyState } from './key-state.ts';

/** Something to know before or after a key is set. */
export interface KeyAdvice {
  readonly code: 'subscription' | 'proxy-managed' | 'worktree';
  readonly title: string;
  readonly text: string;
  /** To be typed in a sandbox; absent when there is nothing to type. */
  readonly command?: string;
}

/** What fits the situation, and nothing else. */
export function adviceFor(
  state: AppState,
  { hasKey, inWorktree }: Pick<KeyState, 'hasKey' | 'inWorktree'>,
  words: Words,
): readonly KeyAdvice[] {
  const hasPlugin = state.runtimes.some((one) => one.id === 'docker-sandbox' && one.state === 'ready');
  return [
    subscription(hasKey, words),
    ...(hasPlugin && !hasKey ? [proxyManaged(words)] : []),
    ...(inWorktree.length > 0 ? [worktree(inWorktree, words)] : []),
  ];
}

/** Claude Code takes the key before the sign-in (reference, section 6.1). */
function subscription(hasKey: boolean, { t }: Words): KeyAdvice {
  return {
    code: 'subscription',
    title: t(hasKey ? 'advice.billed' : 'advice.noKeyNeeded'),
    text: t(hasKey ? 'advice.billedText' : 'advice.noKeyNeededText'),
  };
}

/** docker/for-mac#7842 */
function proxyManaged({ t }: Words): KeyAdvice {
  return {
    code: 'proxy-managed',
    title: t('advice.proxyManaged'),
    text: t('advice.proxyManagedText'),
    command: `sed -i '/"apiKeyHelper"/d' ~/.claude/settings.json`,
  };
}

/** docker/for-mac#7822, and what `sbx --clone` says. */
function worktree(names: readonly string[], { t, list }: Words): KeyAdvice {
  return { code: 'worktree', title: t('advice.worktree', { names: list(names) }), text: t('advice.worktreeText') };
}
