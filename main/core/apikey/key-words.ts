import { message, sentences, type Message } from '../i18n/message.ts';
import type { RestartOutcome } from './desktop-restart/desktop-restarter.ts';
import type { KeyFormCode } from './key-form.ts';
import type { KeyJudgement } from './proof/judge.ts';
import type { SecretChange } from './sbx-secret/sbx-secrets.ts';

/** How something has ended. */
export interface Said {
  readonly ok: boolean;
  readonly text: Message;
}

const good = (text: Message): Said => ({ ok: true, text });
const bad = (text: Message): Said => ({ ok: false, text });

/** What is wrong with what was pasted, without repeating it. */
export function keyFormMessage(code: KeyFormCode): Message {
  return message(`keyForm.${code}`);
}

/** What came of a change in the store of `sbx`. */
export function sbxSaid({ stored, needsSandboxRestart }: SecretChange, removed = false): Said {
  if (stored.stored === 'unknown') return good(sentences([message('sbxKey.took'), stored.detail]));
  if (removed) return stored.stored === 'no' ? good(message('sbxKey.gone')) : bad(message('sbxKey.stillListed'));
  if (stored.stored !== 'yes') return bad(message('sbxKey.notListed'));
  const used = message(needsSandboxRestart ? 'sbxKey.usedLater' : 'sbxKey.usedAtOnce');
  return good(sentences([message('sbxKey.has'), used]));
}

/** What the check after a write, or on its own, has shown. */
export function checkSaid({ status, steps, needsRestart }: KeyJudgement): Said {
  const [, shell, daemon] = steps;
  switch (status) {
    case 'seen-by-daemon':
      return good(message('keyCheck.proven'));
    case 'not-set':
      return good(message('keyCheck.notSet'));
    case 'out-of-date':
      return good(message('keyCheck.outOfDate'));
    case 'seen-by-shell':
      return good(sentences([message('keyStep.shellYes'), needsRestart ? message('keyCheck.restart') : daemon.text]));
    case 'overridden':
    case 'set-in-file':
      return bad(shell.text);
  }
}

/** What came of a restart, with the proof that followed it. */
export function restartSaid(outcome: RestartOutcome, judgement: KeyJudgement, daemonRuns: boolean): Said {
  if (outcome.outcome === 'not-possible' || outcome.outcome === 'not-back') return bad(outcome.message);
  if (judgement.status === 'seen-by-daemon') return good(message('restart.back'));
  // desktop-feedback#166: reported from two machines; a new login is what surely renews the environment of the desktop.
  if (judgement.needsRestart) return bad(message('restart.backWithout'));
  if (!daemonRuns) return good(message('restart.backNoDaemon'));
  return bad(sentences([message('restart.backUnknown'), judgement.steps[2].text]));
}
