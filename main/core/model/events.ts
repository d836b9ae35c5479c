import type { Message } from '../i18n/message.ts';
import type { IdleEvidence, Notice, Problem, StopRule } from './decision.ts';
import type { Stopper } from './app-state.ts';
import type { Because } from './reason.ts';
import type { SandboxKey } from './sandbox.ts';

interface AboutSandbox {
  readonly atMs: number;
  readonly key: SandboxKey;
  readonly name: string;
}

/** What happened, for those who tell it on: notifications, `watch --json`, the log. Snapshots go by state, not by event. */
export type WatchEvent =
  | (AboutSandbox & {
      readonly type: 'warning';
      readonly rule: StopRule;
      readonly because: Because;
      readonly reason: string;
      readonly stopAtMs: number;
      readonly evidence: IdleEvidence;
      /** Watch-only mode: nothing will be stopped, so nobody has to be disturbed. */
      readonly dryRun?: true;
      /** Another warning has asked for attention just before: this one comes along with it. */
      readonly alongside?: true;
    })
  | (AboutSandbox & { readonly type: 'withdrawn'; readonly reason: string })
  | (AboutSandbox & { readonly type: 'stopping'; readonly who: Stopper; readonly reason: string })
  | (AboutSandbox & {
      readonly type: 'stopped';
      readonly who: Stopper;
      /** Absent where the user stopped it. */
      readonly because?: Because;
      readonly reason: string;
      readonly freedBytes: number | null;
      /** Watch-only mode: it would have been stopped. */
      readonly dryRun?: true;
    })
  | (AboutSandbox & { readonly type: 'stop-failed'; readonly who: Stopper; readonly message: Message })
  | { readonly type: 'notice'; readonly atMs: number; readonly notice: Notice }
  | { readonly type: 'notice-cleared'; readonly atMs: number; readonly noticeId: string }
  | { readonly type: 'problem'; readonly atMs: number; readonly problem: Problem };
