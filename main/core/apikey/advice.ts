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
): readonly KeyAdvice[] {
  const hasPlugin = state.runtimes.some((one) => one.id === 'docker-sandbox' && one.state === 'ready');
  return [subscription(hasKey), ...(hasPlugin && !hasKey ? [proxyManaged] : []), ...worktree(inWorktree)];
}

/** Claude Code takes the key before the sign-in (reference, section 6.1). */
function subscription(hasKey: boolean): KeyAdvice {
  return {
    code: 'subscription',
    title: hasKey ? 'Claude Code is billed by the API' : 'With a Claude subscription you need no key',
    text: hasKey
      ? 'As long as a key is set, sandboxes use it and not a Claude subscription (Pro, Max, Team). To use the subscription, remove the key and type /login in the sandbox.'
      : 'With Pro, Max or Team, type /login in the sandbox. Once a key is set, Claude Code uses the key, and all of it is billed to the API account.',
  };
}

/** docker/for-mac#7842 */
const proxyManaged: KeyAdvice = {
  code: 'proxy-managed',
  title: 'When signing in fails with “proxy-managed”',
  text: 'Docker Desktop puts a placeholder where a key would be, and the sign-in of Pro and Max fails over it (docker/for-mac#7842). Set a key here, or remove the placeholder inside the sandbox and type /login:',
  command: `sed -i '/"apiKeyHelper"/d' ~/.claude/settings.json`,
};

/** docker/for-mac#7822, and what `sbx --clone` says. */
function worktree(names: readonly string[]): readonly KeyAdvice[] {
  if (names.length === 0) return [];
  const text = `Each git worktree counts as a workspace of its own: without a key you sign in once in each (docker/for-mac#7822). A key holds for all of them. sbx --clone works in the main repository only.`;
  return [{ code: 'worktree', title: `In a git worktree: ${names.join(', ')}`, text }];
}
