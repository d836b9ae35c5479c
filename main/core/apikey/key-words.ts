import type { SecretChange } from './sbx-secret/sbx-secrets.ts';
import type { RestartOutcome } from './desktop-restart/desktop-restarter.ts';
import type { KeyJudgement } from './proof/judge.ts';

export interface Said {
  readonly ok: boolean;
  readonly text: string;
}

/** What came of a change in the store of `sbx`. */
export function sbxSaid({ stored, needsSandboxRestart }: SecretChange, removed = false): Said {
  const later = needsSandboxRestart
    ? ' Sandboxes that run use it after their next start.'
    : ' Sandboxes that run use it at once.';
  const wanted = removed ? 'no' : 'yes';
  if (stored.stored === wanted) {
    return removed ? { ok: true, text: 'sbx has no key any more.' } : { ok: true, text: `sbx has the key.${later}` };
  }
  if (stored.stored === 'unknown') return { ok: true, text: `sbx took it. ${stored.detail}` };
  if (removed) return { ok: false, text: 'sbx still lists a key.' };
  return { ok: false, text: 'sbx said that it stored the key, and does not list it. Run: sbx diagnose' };
}

/** What the check after a write, or on its own, has shown. */
export function checkSaid({ status, steps, needsRestart }: KeyJudgement): Said {
  switch (status) {
    case 'seen-by-daemon':
      return { ok: true, text: 'Proven: a new shell and the sandbox daemon have this key.' };
    case 'not-set':
      return { ok: true, text: 'No key is set in the start-up file of your shell.' };
    case 'overridden':
      return { ok: false, text: steps[1]?.text ?? 'Another key overrides this one.' };
    case 'out-of-date':
      return { ok: true, text: 'The sandbox daemon has an older key. Restart Docker Desktop.' };
    case 'seen-by-shell':
      return {
        ok: true,
        text: `A new shell has this key. ${needsRestart ? 'Restart Docker Desktop, so that its sandboxes get it.' : (steps[2]?.text ?? '')}`,
      };
    case 'set-in-file':
      return { ok: false, text: steps[1]?.text ?? 'A new shell does not have it.' };
  }
}

/** What came of a restart, with the proof that followed it. */
export function restartSaid(outcome: RestartOutcome, judgement: KeyJudgement, daemonRuns: boolean): Said {
  if (outcome.outcome === 'not-possible' || outcome.outcome === 'not-back') return { ok: false, text: outcome.message };
  if (judgement.status === 'seen-by-daemon') {
    return { ok: true, text: 'Docker Desktop is back, and its sandbox daemon has this key.' };
  }
  if (judgement.needsRestart) {
    // desktop-feedback#166: reported from two machines; a new login is what surely renews the environment of the desktop.
    return {
      ok: false,
      text: 'Docker Desktop is back, and its sandbox daemon still does not have the key. Quit Docker Desktop from its own menu and start it again; if that does not help, log out of this computer and in again.',
    };
  }
  if (!daemonRuns) {
    return {
      ok: true,
      text: 'Docker Desktop is back. Its sandbox daemon is not running yet: check again after the next sandbox was started.',
    };
  }
  return {
    ok: false,
    text: `Docker Desktop is back, and whether it has the key is not known. ${judgement.steps[2]?.text ?? ''}`,
  };
}
