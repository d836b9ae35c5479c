import type { Activity } from './activity.ts';
import type { SandboxKey } from './sandbox.ts';

/** What will happen to a sandbox if nothing changes. `atMs` is wall clock. */
export interface Next {
  readonly action: 'warn' | 'stop';
  readonly atMs: number;
  readonly reason: string;
}

/** The facts a decision was made on, as they go into the ledger. */
export interface IdleEvidence {
  readonly idleForMs: number;
  readonly timeoutMs: number;
  readonly sessions: number | null;
  readonly cpuFraction: number | null;
  readonly memoryBytes: number | null;
  readonly votes: Activity['votes'];
}

/** A memory condition that lasted. `sandboxKey` names the one above its cap, or the largest of all for a budget. */
export interface Notice {
  readonly id: string;
  readonly rule: 'cap' | 'budget';
  readonly sandboxKey: SandboxKey;
  readonly sandboxName: string;
  readonly usedBytes: number;
  readonly limitBytes: number;
  /** Memory of the named sandbox; equals `usedBytes` for a cap. */
  readonly sandboxBytes: number;
  readonly sinceMs: number;
}

/** Something about Sandman itself that the user should know. */
export interface Problem {
  readonly code: 'settings-damaged' | 'settings-not-written' | 'ledger-not-written' | 'other-enforcer';
  readonly message: string;
  readonly path?: string;
}

export type Decision =
  | { readonly kind: 'warn'; readonly key: SandboxKey; readonly stopAtMs: number; readonly evidence: IdleEvidence }
  | {
      readonly kind: 'withdraw';
      readonly key: SandboxKey;
      readonly reason: 'busy' | 'unknown' | 'kept-awake' | 'gone' | 'disabled';
    }
  | { readonly kind: 'stop'; readonly key: SandboxKey; readonly evidence: IdleEvidence }
  | { readonly kind: 'notify'; readonly notice: Notice }
  | { readonly kind: 'clear'; readonly noticeId: string };
