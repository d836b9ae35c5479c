import type { SandboxKey } from '../core/model/sandbox.ts';
import type { IntentResult, SandmanService } from '../core/model/service.ts';
import type { NoticeActionId } from './notification-view.ts';

const keepAwakeMs = 2 * 3_600_000;

/** Does what the button of a notification says. */
export function answerNotice(id: NoticeActionId, key: SandboxKey, service: SandmanService): Promise<IntentResult> {
  switch (id) {
    case 'keep-awake':
      return service.keepAwake(key, keepAwakeMs);
    case 'stop-now':
    case 'stop-first':
      return service.stopSandbox(key);
    case 'start-again':
      return service.startSandbox(key);
    case 'protect':
      return service.protect(key, true);
  }
}
