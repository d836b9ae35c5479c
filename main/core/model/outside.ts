import type { Words } from '../i18n/words.ts';

/** Why a sandbox stopped that Sandman did not stop. `not-docker`: not by Docker's idle timer, and nothing says by whom. */
export type OutsideCause = 'docker' | 'not-docker' | 'unknown';

const causes: readonly OutsideCause[] = ['docker', 'not-docker', 'unknown'];

/** Goes on after "stopped outside Sandman:". */
export function outsideText(cause: OutsideCause, { t }: Words): string {
  return t(`outside.${cause}`);
}

export function outsideSentence(cause: OutsideCause, words: Words): string {
  return words.t('outside.sentence', { how: outsideText(cause, words) });
}

/** The cause that a line of the ledger says; null for a word that is not known. */
export function outsideCauseOf(outcome: unknown): OutsideCause | null {
  return causes.find((cause) => cause === outcome) ?? null;
}
