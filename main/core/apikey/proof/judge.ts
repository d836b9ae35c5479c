import { message, type Message } from '../../i18n/message.ts';

/** What is known about one place; keys are compared by a hash, and no key is in here. */
export type Place =
  | { readonly has: 'yes'; readonly hash: string }
  | { readonly has: 'no' }
  | { readonly has: 'unknown'; readonly detail: Message };

export interface KeyFacts {
  /** What our block in the start-up file gives, and when that file was last changed (wall clock, milliseconds). */
  readonly file: Place & { readonly changedAtMs?: number };
  /** What a new shell has; null when none was asked. `askedAtMs` is wall clock. */
  readonly shell: (Place & { readonly askedAtMs: number }) | null;
  readonly daemon: Place | { readonly has: 'not-running' };
}

/** How far the key has come, in the order of the way that it takes. */
export type KeyStatus = 'not-set' | 'set-in-file' | 'seen-by-shell' | 'seen-by-daemon' | 'out-of-date' | 'overridden';

export type StepState = 'done' | 'open' | 'wrong' | 'unknown';

export interface KeyStep {
  readonly id: 'file' | 'shell' | 'daemon';
  readonly state: StepState;
  readonly text: Message;
}

export interface KeyJudgement {
  readonly status: KeyStatus;
  readonly steps: readonly [file: KeyStep, shell: KeyStep, daemon: KeyStep];
  /** True exactly when the file has a key and the daemon, which runs and can be read, does not have that one. */
  readonly needsRestart: boolean;
}

/** Puts the facts together. Pure: what is old is seen from the times in the facts. */
export function judge({ file, shell: asked, daemon }: KeyFacts): KeyJudgement {
  // An answer from before the last change says nothing about the file as it is now.
  const shell = asked !== null && asked.askedAtMs < (file.changedAtMs ?? 0) ? null : asked;
  const facts = { file, shell, daemon };
  return {
    status: statusOf(facts),
    needsRestart: file.has === 'yes' && (daemon.has === 'no' || isOther(file, daemon)),
    steps: [fileStep(file), shellStep(facts), daemonStep(facts)],
  };
}

function statusOf({ file, shell, daemon }: KeyFacts): KeyStatus {
  if (file.has !== 'yes') return 'not-set';
  if (shell && isOther(file, shell)) return 'overridden';
  if (isSame(file, daemon)) return 'seen-by-daemon';
  if (isOther(file, daemon)) return 'out-of-date';
  return shell && isSame(file, shell) ? 'seen-by-shell' : 'set-in-file';
}

function fileStep(file: KeyFacts['file']): KeyStep {
  switch (file.has) {
    case 'yes':
      return { id: 'file', state: 'done', text: message('keyStep.fileYes') };
    case 'no':
      return { id: 'file', state: 'open', text: message('keyStep.fileNo') };
    case 'unknown':
      return { id: 'file', state: 'unknown', text: file.detail };
  }
}

function shellStep({ file, shell }: KeyFacts): KeyStep {
  const step = (state: StepState, text: Message): KeyStep => ({ id: 'shell', state, text });
  if (!shell) return step('open', message('keyStep.shellNotAsked'));
  if (shell.has === 'unknown') return step('unknown', shell.detail);
  if (shell.has === 'no') {
    return file.has === 'yes' ? step('wrong', message('keyStep.shellLost')) : step('open', message('keyStep.shellNo'));
  }
  if (file.has !== 'yes') return step('unknown', message('keyStep.shellForeign'));
  return isSame(file, shell) ? step('done', message('keyStep.shellYes')) : step('wrong', message('keyStep.shellOther'));
}

function daemonStep({ file, daemon }: KeyFacts): KeyStep {
  const step = (state: StepState, text: Message): KeyStep => ({ id: 'daemon', state, text });
  if (daemon.has === 'not-running') return step('open', message('keyStep.daemonDown'));
  if (daemon.has === 'unknown') return step('unknown', daemon.detail);
  if (file.has !== 'yes') {
    if (daemon.has === 'no') return step('open', message('keyStep.daemonNo'));
    return step('unknown', message('keyStep.daemonForeign'));
  }
  if (daemon.has === 'no') return step('wrong', message('keyStep.daemonWithout'));
  return isSame(file, daemon)
    ? step('done', message('keyStep.daemonYes'))
    : step('wrong', message('keyStep.daemonOld'));
}

function isSame(a: Place, b: KeyFacts['daemon']): boolean {
  return a.has === 'yes' && b.has === 'yes' && a.hash === b.hash;
}

function isOther(a: Place, b: KeyFacts['daemon']): boolean {
  return a.has === 'yes' && b.has === 'yes' && a.hash !== b.hash;
}
