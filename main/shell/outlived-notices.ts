import type { SandboxState } from '../core/model/app-state.ts';
import type { NotificationChange, NotificationView } from './notification-view.ts';

/** Which of the notifications on screen the sandboxes have outlived. What was not seen in the last look ends none. */
export function outlivedNotices(
  shown: readonly Pick<NotificationView, 'id' | 'sandboxKey' | 'until'>[],
  sandboxes: readonly Pick<SandboxState, 'key' | 'status' | 'fresh'>[],
): readonly NotificationChange[] {
  return shown
    .filter(({ sandboxKey, until }) => {
      if (until === undefined) return false;
      const sandbox = sandboxes.find(({ key }) => key === sandboxKey);
      // One that is gone runs no more, and does not run again.
      if (!sandbox) return until === 'stopped';
      return sandbox.fresh && sandbox.status === until;
    })
    .map(({ id }) => ({ kind: 'withdraw', id }));
}
