import type { Message } from '../i18n/message.ts';
import type { Activity } from './activity.ts';
import type { Because } from './reason.ts';
import type { MemorySource, SandboxKey } from './sandbox.ts';

/** A rule that can stop a sandbox. */
export type StopRule = 'schedule' | 'memory' | 'idle';

/** What will happen to a sandbox if nothing changes. `atMs` is wall clock. */
export interface Next {
  readonly action: 'warn' | 'stop';
  readonly rule: StopRule;
  readonly atMs: number;
  readonly because: Because;
}

/** The facts a decision was made on, as they go into the ledger. */
export interface IdleEvidence {
  readonly idleForMs: number;
  readonly timeoutMs: number;
  readonly sessions: number | null;
  readonly cpuFraction: number | null;
  readonly memoryBytes: number | null;
  readonly memorySource?: MemorySource;
  readonly votes: Activity['votes'];
  /** The memory condition, where that is the rule. */
  readonly memory?: MemoryEvidence;
}

/** The numbers of a memory condition, all bytes. */
export interface MemoryEvidence {
  readonly cause: MemoryCause;
  readonly usedBytes: number;
  readonly limitBytes: number;
  readonly sinceMs: number;
}

/** `cap`: one sandbox above its own; `budget`: all of them above theirs; `host`: the machine is low on memory. */
export type MemoryCause = 'cap' | 'budget' | 'host';

/** A memory condition that lasted. `sandboxKey` names the one above its cap, or the largest of all for a budget. */
export interface Notice {
  readonly id: string;
  readonly rule: MemoryCause;
  readonly sandboxKey: SandboxKey;
  readonly sandboxName: string;
  readonly usedBytes: number;
  readonly limitBytes: number;
  /** Memory of the named sandbox; equals `usedBytes` for a cap. */
  readonly sandboxBytes: number;
  /** The share of `usedBytes` that belongs to no sandbox that is known; absent when there is none. */
  readonly unattributedBytes?: number;
  readonly sinceMs: number;
  /** Idle sandboxes that could be stopped to help, the first one first: what the notice offers. */
  readonly offers: readonly SandboxKey[];
  /** True when something should be stopped by now and nothing may be. */
  readonly nothingToStop: boolean;
}

/** A sandbox in the order in which memory would be taken back (F18). */
export interface Victim {
  readonly key: SandboxKey;
  readonly name: string;
  readonly gainBytes: number;
  readonly idle: boolean;
  /** Set when it may not be stopped now: the last ones of the order. */
  readonly held?: WithdrawReason | 'failed';
}

/** Something about Sandman itself that the user should know. */
export interface Problem {
  readonly code:
    | 'settings-damaged'
    | 'settings-not-written'
    | 'ledger-not-written'
    | 'journal-not-written'
    | 'other-enforcer'
    /** The disk of a workspace does not answer; `path` is the first of them. */
    | 'workspaces-unseen'
    /** The system shows no notification of ours. */
    | 'notifications-refused'
    /** The desktop has no place for the icon. */
    | 'no-tray';
  readonly message: Message;
  readonly path?: string;
}

/** Why a sandbox is let alone although a rule would stop it. */
export type Hold = 'protected' | 'kept-awake' | 'quiet-hours';

/** Why a warning is taken back: something holds, it cannot be told, or no rule asks for it any more. */
export type WithdrawReason = Hold | 'busy' | 'unknown' | 'gone' | 'disabled' | 'grace' | 'cleared';

/** A stop that a rule asks for, with what it was decided on and why, in words. */
export interface StopOrder {
  readonly key: SandboxKey;
  readonly rule: StopRule;
  readonly because: Because;
  /** `because` in English, for files and terminals. Goes on after "it was": `idle for 30 min without a session`. */
  readonly reason: string;
  readonly evidence: IdleEvidence;
}

export type Decision =
  | (StopOrder & { readonly kind: 'warn'; readonly stopAtMs: number })
  | { readonly kind: 'withdraw'; readonly key: SandboxKey; readonly reason: WithdrawReason | 'watch-only-changed' }
  | (StopOrder & { readonly kind: 'stop' })
  | { readonly kind: 'notify'; readonly notice: Notice }
  | { readonly kind: 'clear'; readonly noticeId: string };
