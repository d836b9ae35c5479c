import type { LedgerEntry } from '../../main/core/enforce/ledger.ts';
import type { IdleEvidence } from '../../main/core/model/decision.ts';
import { outsideCauseOf, outsideText } from '../../main/core/model/outside.ts';
import { idleBecause, reasonText, type Because } from '../../main/core/model/reason.ts';
import type { Settings } from '../../main/core/settings/schema.ts';
import { hasMessage } from '../../main/core/i18n/messages.ts';
import type { Words } from '../../main/core/i18n/words.ts';
import { useWords } from '../words.tsx';
import { evidenceRows } from './evidence-model.ts';

interface LedgerLinesProps {
  readonly entries: readonly LedgerEntry[];
  readonly settings: Settings['idle'];
}

/** The newest lines of the ledger about one sandbox; the newest one that was decided on evidence comes with it. */
export function LedgerLines({ entries, settings }: LedgerLinesProps) {
  const { t } = useWords();
  // A newer program may write words that this one does not know.
  const known = entries.filter(({ decision, who }) => hasMessage(`decision.${decision}`) && hasMessage(`who.${who}`));
  const withEvidence = known.find((entry) => idleEvidence(entry) !== null);
  return (
    <section class="detail-part" aria-labelledby="detail-ledger">
      <h2 id="detail-ledger">{t('ledgerLines.title')}</h2>
      {known.length === 0 && <p class="quiet">{t('ledgerLines.none')}</p>}
      <ol class="ledger-lines">
        {known.map((entry, index) => (
          <LedgerLine key={index} entry={entry} evidence={entry === withEvidence} settings={settings} />
        ))}
      </ol>
    </section>
  );
}

interface LedgerLineProps {
  readonly entry: LedgerEntry;
  readonly evidence: boolean;
  readonly settings: Settings['idle'];
}

function LedgerLine({ entry, evidence, settings }: LedgerLineProps) {
  const words = useWords();
  const { t, bytes, dateTime } = words;
  const atMs = Date.parse(entry.at);
  const facts = evidence ? idleEvidence(entry) : null;
  return (
    <li>
      <time dateTime={entry.at}>{Number.isNaN(atMs) ? entry.at : dateTime(atMs)}</time>{' '}
      <strong>{deedText(entry, words)}</strong>
      <Reason entry={entry} />
      {typeof entry.freedBytes === 'number' && (
        <span class="quiet">, {t('ledgerLines.freed', { bytes: bytes(entry.freedBytes) })}</span>
      )}
      {facts && (
        <ul class="ledger-evidence quiet">
          {evidenceRows(facts.votes, settings, atMs, words).map((row) => (
            <li key={row.signal + row.figure}>
              {row.signal}: {row.verdict}, {row.figure}
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

/** What simply came to be was nobody's deed; who stopped it outside of Sandman, as far as anything tells, is in the reason. */
const deeds: readonly LedgerEntry['decision'][] = [
  'stopping',
  'stopped',
  'started',
  'kept-awake',
  'protected',
  'unprotected',
];

function deedText({ decision, who }: LedgerEntry, { t }: Words): string {
  const what = t(`decision.${decision}`);
  return deeds.includes(decision) ? t('ledgerLines.line', { what, who: t(`who.${who}`) }) : what;
}

/** In the page's language where the evidence says it again; the file itself is in English. */
function Reason({ entry }: { readonly entry: LedgerEntry }) {
  const words = useWords();
  const because = becauseOf(entry);
  const outside = entry.decision === 'stopped-outside' ? outsideCauseOf(entry.outcome) : null;
  const text = outside ? outsideText(outside, words) : because && reasonText(because, words);
  return text ? (
    <span class="quiet">: {text}</span>
  ) : (
    <span class="quiet" lang="en">
      : {entry.reason}
    </span>
  );
}

function becauseOf(entry: LedgerEntry): Because | null {
  const evidence = idleEvidence(entry);
  if (evidence?.memory) return { code: 'memory', ...evidence.memory };
  const decided = ['warned', 'stopped', 'would-stop', 'stopping'].includes(entry.decision);
  return evidence && decided && entry.rule === 'idle' ? idleBecause(evidence) : null;
}

/** Lines come from a file: only what has the form is used. */
function idleEvidence({ evidence }: LedgerEntry): IdleEvidence | null {
  return evidence && 'votes' in evidence && Array.isArray(evidence.votes) ? evidence : null;
}
