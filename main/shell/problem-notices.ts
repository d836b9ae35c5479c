import type { AppState } from '../core/model/app-state.ts';
import type { Problem } from '../core/model/decision.ts';
import type { Words } from '../core/i18n/words.ts';
import { notificationsFor, type NotificationChange } from './notification-view.ts';
import { onlyWanted } from './wanted-notifications.ts';

/**
 * What problems that came, changed or went between two states do to the notifications. One that only reads differently was told
 * before: it is put right, and asks for no attention again.
 */
export function problemNotices(
  before: readonly Problem[],
  { atMs, problems, settings }: Pick<AppState, 'atMs' | 'problems' | 'settings'>,
  words: Words,
): readonly NotificationChange[] {
  const gone = before.filter(({ code }) => !problems.some((one) => one.code === code));
  const shown = problems.flatMap((problem) => {
    const known = before.find(({ code }) => code === problem.code);
    if (known && isSame(known, problem)) return [];
    const event = { type: 'problem', atMs, problem } as const;
    const changes = onlyWanted(event, notificationsFor(event, words), settings.notifications);
    return known ? changes.map(quietly) : changes;
  });
  return [...gone.map(({ code }) => ({ kind: 'withdraw', id: `problem:${code}` }) as const), ...shown];
}

function quietly(change: NotificationChange): NotificationChange {
  return change.kind === 'show' ? { kind: 'show', view: { ...change.view, quiet: true } } : change;
}

function isSame(one: Problem, other: Problem): boolean {
  return JSON.stringify(one.message) === JSON.stringify(other.message);
}
