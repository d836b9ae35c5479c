/** What is known about one place; keys are compared by a hash, and no key is in here. */
export type Place =
  | { readonly has: 'yes'; readonly hash: string }
  | { readonly has: 'no' }
  | { readonly has: 'unknown'; readonly detail: string };

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
  readonly text: string;
}

export interface KeyJudgement {
  readonly status: KeyStatus;
  readonly steps: readonly KeyStep[];
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
      return { id: 'file', state: 'done', text: 'The start-up file of your shell sets the key.' };
    case 'no':
      return { id: 'file', state: 'open', text: 'The start-up file of your shell does not set it yet.' };
    case 'unknown':
      return { id: 'file', state: 'unknown', text: file.detail };
  }
}

function shellStep({ file, shell }: KeyFacts): KeyStep {
  const step = (state: StepState, text: string): KeyStep => ({ id: 'shell', state, text });
  if (!shell) return step('open', 'Not checked yet: does a new shell have it?');
  if (shell.has === 'unknown') return step('unknown', shell.detail);
  if (shell.has === 'no') {
    return file.has === 'yes'
      ? step('wrong', 'A new shell does not have it: something ends its start-up files early, or they are not read.')
      : step('open', 'A new shell has no key.');
  }
  if (file.has !== 'yes') return step('unknown', 'A new shell has a key that Sandman did not put there.');
  return isSame(file, shell)
    ? step('done', 'A new shell has this key.')
    : step('wrong', 'A new shell has another key: a later line in its start-up files overrides this one.');
}

function daemonStep({ file, daemon }: KeyFacts): KeyStep {
  const step = (state: StepState, text: string): KeyStep => ({ id: 'daemon', state, text });
  if (daemon.has === 'not-running') return step('open', 'The sandbox daemon of Docker Desktop is not running.');
  if (daemon.has === 'unknown') return step('unknown', daemon.detail);
  if (file.has !== 'yes') {
    if (daemon.has === 'no') return step('open', 'The sandbox daemon has no key.');
    return step(
      'unknown',
      'The sandbox daemon still has a key from before. A restart of Docker Desktop takes it away.',
    );
  }
  if (daemon.has === 'no')
    return step('wrong', 'The sandbox daemon was started without it. Docker Desktop has to be restarted.');
  return isSame(file, daemon)
    ? step('done', 'The sandbox daemon has this key.')
    : step('wrong', 'The sandbox daemon has an older key. Docker Desktop has to be restarted.');
}

function isSame(a: Place, b: KeyFacts['daemon']): boolean {
  return a.has === 'yes' && b.has === 'yes' && a.hash === b.hash;
}

function isOther(a: Place, b: KeyFacts['daemon']): boolean {
  return a.has === 'yes' && b.has === 'yes' && a.hash !== b.hash;
}
