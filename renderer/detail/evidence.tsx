import type { AppState, SandboxState } from '../../main/core/model/app-state.ts';
import { nextSentence } from '../../main/core/model/text.ts';
import { policyFor } from '../../main/core/settings/for-sandbox.ts';
import { timeoutFor } from '../../main/core/settings/timeout.ts';
import type { Words } from '../../main/core/i18n/words.ts';
import { useWords } from '../words.tsx';
import { capitalized, sentenceOf } from './sentence.ts';
import { evidenceRows } from './evidence-model.ts';

interface EvidenceProps {
  readonly sandbox: SandboxState;
  readonly state: AppState;
  readonly nowMs: number;
}

/** On what the verdict about a sandbox rests: each signal with its figure, its thresholds and its age. */
export function Evidence({ sandbox, state, nowMs }: EvidenceProps) {
  const words = useWords();
  const { t, bytes, language } = words;
  const { memory } = sandbox.usage;
  const rows = evidenceRows(sandbox.activity.votes, state.settings.idle, sandbox.observedAtMs, words);
  return (
    <section class="detail-part" aria-labelledby="detail-evidence">
      <h2 id="detail-evidence">{t('evidence.title')}</h2>
      <p>{conclusion(sandbox, state, nowMs, words)}</p>
      <ul class="evidence">
        {rows.map((row) => (
          <li key={row.signal + row.figure}>
            <span class={`evidence-says says-${row.says}`} aria-hidden="true" />
            <strong>{capitalized(row.signal, language)}:</strong> {row.verdict}.{' '}
            <span class="quiet">{capitalized(row.figure, language)}</span>
            {row.lastActive !== null && <span class="quiet">, {row.lastActive}</span>}
          </li>
        ))}
        {memory && (
          <li>
            <span class="evidence-says" aria-hidden="true" />
            <strong>{t('history.memory')}:</strong>{' '}
            {t('evidence.memory', { value: bytes(memory.usedBytes), source: t(`source.${memory.source}`) })}
          </li>
        )}
      </ul>
    </section>
  );
}

function conclusion(one: SandboxState, state: AppState, nowMs: number, words: Words): string {
  const { t, duration } = words;
  const next = nextSentence(one, nowMs, words);
  const { activity } = one;
  const parts: string[] = [];
  if (activity.inGrace) parts.push(t('evidence.grace'));
  else if (!policyFor(one, state.settings).idle.enabled) parts.push(t('evidence.offForThis'));
  else if (activity.state === 'unknown') parts.push(t('evidence.unknownBusy'));
  else if (activity.state === 'idle') {
    const span = duration(activity.idleForMs);
    // What is held back, and what is only watched, is not stopped then.
    if (one.next === undefined || state.settings.watchOnly) parts.push(t('evidence.idleSpan', { span }));
    else parts.push(t('evidence.idleFor', { span, limit: duration(timeoutFor(one, state.settings)) }));
  }
  if (next !== null) parts.push(sentenceOf(next, words.language));
  return parts.join(' ');
}
