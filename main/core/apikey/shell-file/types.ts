import type { Secret } from '../secret.ts';

/** The variable that Claude Code, the plugin's daemon and the container sandboxes read. */
export const keyVariable = 'ANTHROPIC_API_KEY';

/** `other` gets the line to add by hand, and no file of it is touched. */
export type ShellKind = 'zsh' | 'bash' | 'fish' | 'other';

export interface Shell {
  readonly kind: ShellKind;
  /** The program, where it is known. */
  readonly path: string | null;
  /** `account`: the user database; `environment`: `$SHELL`, because the account names none; `chosen`: by the user. */
  readonly from: 'account' | 'environment' | 'chosen' | 'unknown';
}

/** Where the key itself is: in the start-up file, or in a 0600 file of Sandman's that the start-up file reads. */
export type KeyPlace = 'block' | 'private-file';

/** The state of a file when it was read; what it must still be when it is replaced. */
export interface Fingerprint {
  readonly dev: number;
  readonly ino: number;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly links: number;
  readonly sizeBytes: number;
  readonly modifiedAtMs: number;
  /** SHA-256 of the content. In memory only: it is neither shown nor stored. */
  readonly sha256: string;
}

/** A file that was looked at. */
export interface ShellFile {
  /** As the shell names it. */
  readonly path: string;
  /** The file itself, where `path` is a symbolic link or lies behind one. */
  readonly target: string;
  readonly isLink: boolean;
  /** By other accounts: its mode and the folders above allow it. */
  readonly readableByOthers: boolean;
  /** Null: there is no such file. */
  readonly before: Fingerprint | null;
  /** The bytes as Latin-1, one character a byte, so that any encoding survives. Start-up files hold other secrets, too. */
  readonly content: Secret;
  /** The work tree of a git repository that the file lies in; null for none. */
  readonly gitWorkTree: string | null;
  /** Why it must not be touched; absent when it may be. */
  readonly problem?: FileProblem;
}

export type FileProblem =
  | 'not-readable'
  | 'not-a-file'
  | 'dangling-link'
  | 'link-loop'
  | 'read-only'
  | 'folder-not-writable'
  | 'not-yours'
  | 'hard-linked'
  | 'not-text'
  | 'too-large';

/** One file of those that a shell reads when it starts, in the order in which it reads them. */
export interface StartupFile extends ShellFile {
  /** A new terminal on Linux. */
  readonly interactive: boolean;
  /** A login shell: a new terminal on macOS, and what programs with windows ask for the environment. */
  readonly login: boolean;
  /** Belongs to the system: reported, never changed. */
  readonly system: boolean;
  /** The block goes here. */
  readonly wanted: boolean;
  /** Read because a line of this other file says so; null for a file that the shell reads by itself. */
  readonly includedBy: string | null;
}

/** All that a plan is made of. Reading it changes nothing. */
export interface ShellSurvey {
  readonly shell: Shell;
  readonly homeDir: string;
  /** Folder of zsh's files; the home folder for other shells. */
  readonly zdotdir: string;
  /** In the order in which the shell reads them. A `file` that was asked for and is none of them comes last. */
  readonly files: readonly StartupFile[];
  /** The 0600 file of `KeyPlace` `private-file` in the syntax of this shell. */
  readonly privateFile: ShellFile;
  /** A dotfile manager that would put the old file back. */
  readonly dotfileManager: 'chezmoi' | 'yadm' | null;
  /** `zsh` did not say where its files are: the usual place was taken. */
  readonly zdotdirUnknown: boolean;
}

/** What another line does about the variable, seen from the block. */
export type OtherEffect =
  /** Read after the block: the other value holds. */
  | 'overrides'
  /** Read before the block: the block's value holds. */
  | 'overridden'
  /** The block is not read by a shell that reads this. */
  | 'elsewhere';

export interface OtherExport {
  readonly path: string;
  /** From 1. */
  readonly line: number;
  readonly kind: 'set' | 'unset';
  readonly effect: OtherEffect;
  /** Inside a condition or function, as far as that can be seen: it may not run. */
  readonly conditional: boolean;
  /** False: it cannot be commented out safely, and the user has to look at it. */
  readonly canBeCommentedOut: boolean;
}

export type WarningCode =
  | 'readable-by-others'
  | 'in-git'
  | 'link-into-git'
  | 'private-file-in-git'
  | 'dotfile-manager'
  | 'overridden-elsewhere'
  | 'two-blocks'
  | 'file-has-bom'
  | 'shell-from-environment'
  | 'zdotdir-unknown';

export type RefusalCode = FileProblem | 'edited-by-hand' | 'broken-block' | 'no-file-for-shell' | 'unsafe-value';

export interface Finding<Code extends string> {
  readonly code: Code;
  readonly path?: string;
  readonly line?: number;
  /** What the sentence names besides: a folder, a program. */
  readonly detail?: string;
}

export interface DiffLine {
  readonly kind: 'context' | 'added' | 'removed' | 'gap';
  /** Keys are masked. */
  readonly text: string;
}

export interface FileChange {
  readonly path: string;
  readonly target: string;
  readonly kind: 'create' | 'replace' | 'delete';
  readonly before: Fingerprint | null;
  /** Latin-1, as in `ShellFile`. Empty for `delete`. */
  readonly content: Secret;
  /** Permission bits; null: a file that is replaced keeps its own. */
  readonly mode: number | null;
  /** The old file is kept beside the new one: only when Sandman changes a file of the user for the first time. */
  readonly backUp: boolean;
  readonly diff: readonly DiffLine[];
}

/** What would be done. Pure data; `applyPlan` carries it out. */
export interface Plan {
  readonly purpose: 'set' | 'remove';
  readonly shell: Shell;
  readonly place: KeyPlace;
  /** In the order in which they are carried out. Empty: everything is as wanted. */
  readonly changes: readonly FileChange[];
  readonly warnings: readonly Finding<WarningCode>[];
  /** Not empty: nothing is changed. */
  readonly refusals: readonly Finding<RefusalCode>[];
  readonly otherExports: readonly OtherExport[];
  /** The line for people who add it themselves, with the key left out. */
  readonly lineByHand: string;
}

export interface SetRequest {
  readonly key: Secret;
  /** Default: `private-file` where others could read the file or git could publish it, otherwise `block`. */
  readonly place?: KeyPlace;
  /** Comment out the other exports that allow it. Default: false. */
  readonly commentOut?: boolean;
  /** Replace a block that was edited by hand. Default: false. */
  readonly overwriteEdited?: boolean;
}

export interface RemoveRequest {
  readonly overwriteEdited?: boolean;
}

export type ApplyErrorCode =
  | 'refused'
  | 'changed-meanwhile'
  | 'disk-full'
  | 'not-permitted'
  | 'read-only-file-system'
  | 'backup-failed'
  | 'not-as-written'
  | 'write-failed';

export interface FileResult {
  readonly path: string;
  readonly outcome: 'created' | 'replaced' | 'deleted' | 'not-done';
  /** Where the file as it was before Sandman's first change is kept. */
  readonly backup?: string;
  /** Absent for a file that was not reached because of an error in another. */
  readonly error?: { readonly code: ApplyErrorCode; readonly systemCode?: string };
}

export interface ApplyResult {
  readonly ok: boolean;
  readonly files: readonly FileResult[];
}

/** What the files say about the key: steps 1 and 6 of the panel. */
export interface KeyInFiles {
  readonly state: 'not-set' | 'set' | 'partly-set' | 'edited-by-hand' | 'broken-block' | 'not-readable';
  readonly place: KeyPlace | null;
  /** `sk-ant-…wxyz`; null when no key is there. */
  readonly mask: string | null;
  /** The last change of the file that holds the key, wall clock; null when no key is there. */
  readonly changedAtMs: number | null;
  /** Files that hold a block, as the shell names them. */
  readonly paths: readonly string[];
  readonly otherExports: readonly OtherExport[];
}
