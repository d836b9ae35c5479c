import type { Message } from '../i18n/message.ts';
import type { RestartProgress } from './desktop-restart/desktop-restarter.ts';
import type { Said } from './key-words.ts';
import type { KeyStatus, KeyStep } from './proof/judge.ts';
import type { Stored } from './sbx-secret/listing.ts';
import type { DiffLine, KeyPlace } from './shell-file/types.ts';

/** What the panel shows about the API key. No key is ever in it: a mask is all that leaves the main process. */
export interface KeyState {
  /** False in the demo and before the first look: then there is nothing to set. */
  readonly available: boolean;
  /** What is being done; everything else is refused until it has ended. */
  readonly busy: KeyWork | null;
  /** The key that was pasted and not yet forgotten again. */
  readonly draft: { readonly mask: string; readonly fromClipboard: boolean } | null;
  /** Null: there is no `sbx` on this machine. */
  readonly sbx: SbxKeyState | null;
  /** Null: there is no `docker` on this machine. */
  readonly shell: ShellKeyState | null;
  /** A key is set somewhere. */
  readonly hasKey: boolean;
  /** Sandboxes whose workspace is a git worktree besides the main one. */
  readonly inWorktree: readonly string[];
  /** How the last thing that was done has ended. */
  readonly message: Said | null;
}

export type KeyWork = 'looking' | 'storing' | 'preparing' | 'writing' | 'checking' | 'restarting';

export interface SbxKeyState {
  /** `0.42.0`, or null when it did not say. */
  readonly version: string | null;
  /** `not-asked`: its daemon does not run, and asking would start it. */
  readonly stored: Stored | { readonly stored: 'not-asked' };
  readonly offersReference: boolean;
  readonly offersImport: boolean;
  /** True when sandboxes that run go on with the old key until they are restarted. */
  readonly needsSandboxRestart: boolean;
}

export interface ShellKeyState {
  /** `zsh`, or the file name of a shell that has to be set up by hand. */
  readonly shellName: string;
  /** Of the key in the file; null when none is there. */
  readonly mask: string | null;
  /** Files that hold a block. */
  readonly paths: readonly string[];
  readonly status: KeyStatus;
  readonly steps: readonly KeyStep[];
  readonly preview: KeyPreview | null;
  /** True exactly when the file has the key and the daemon does not; what a restart stops is in the app's own state. */
  readonly needsRestart: boolean;
  readonly restarting: RestartProgress | null;
}

/** A change of files that was not yet made. */
export interface KeyPreview {
  /** What is written is exactly this one. */
  readonly id: string;
  readonly purpose: 'set' | 'remove';
  readonly place: KeyPlace;
  readonly files: readonly {
    readonly path: string;
    readonly kind: 'create' | 'replace' | 'delete';
    readonly diff: readonly DiffLine[];
  }[];
  readonly warnings: readonly Message[];
  /** Not empty: nothing can be written. */
  readonly refusals: readonly Message[];
  /** What other lines do to the key and would go on to do. */
  readonly otherExports: readonly Message[];
  readonly canCommentOut: boolean;
  /** The user wants that. */
  readonly commentsOut: boolean;
  /** The block was edited by hand: it is only overwritten when the user says so. */
  readonly canOverwrite: boolean;
  readonly lineByHand: string;
}

export const noKeyState: KeyState = {
  available: false,
  busy: null,
  draft: null,
  sbx: null,
  shell: null,
  hasKey: false,
  inWorktree: [],
  message: null,
};
