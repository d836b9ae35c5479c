import { useLayoutEffect, useRef } from 'preact/hooks';
import type { KeyPreview } from '../../main/core/apikey/key-state.ts';
import type { PreviewRequest } from '../../main/core/apikey/shell-key.ts';
import { say } from '../../main/core/i18n/message.ts';
import { useWords } from '../words.tsx';
import type { KeyShellProps } from './key-shell.tsx';

const signs = { added: '+', removed: '−', context: ' ', gap: '…' } as const;

/** What would be written, line by line, with the key masked. */
export function KeyPreviewView({ preview, bridge, busy, intent }: KeyShellProps & { readonly preview: KeyPreview }) {
  const words = useWords();
  const { t } = words;
  const { purpose, place, commentsOut, files, warnings, refusals, otherExports } = preview;
  // What is to be done with other lines goes on to hold. That lines of ours may be replaced is said anew for each change.
  const ask = (request: Omit<PreviewRequest, 'purpose'>) =>
    intent.run(() => bridge.call('keyPreview', { purpose, place, commentOut: commentsOut, ...request }));
  const element = useRef<HTMLDivElement>(null);
  // It comes in the place of what was pressed for it, and may not have room there. Who has gone on meanwhile is left alone.
  useLayoutEffect(() => {
    if (document.activeElement !== document.body) return;
    element.current?.focus({ preventScroll: true });
    element.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  const canWrite = refusals.length === 0 && files.length > 0;
  return (
    <div ref={element} class="key-preview" role="group" aria-label={t('keyChange.preview')} tabIndex={-1}>
      {refusals.map((refusal, index) => (
        <p key={index} class="failure">
          {say(refusal, words)}
        </p>
      ))}
      {refusals.length > 0 && (
        <p>
          {t('keyChange.byHand')} <code>{preview.lineByHand}</code>
        </p>
      )}
      {warnings.map((warning, index) => (
        <p key={index} class="banner banner-high">
          {say(warning, words)}
        </p>
      ))}
      {refusals.length === 0 && files.length === 0 && <p>{t('keyChange.nothing')}</p>}
      {files.map(({ path, kind, diff }) => (
        <figure key={path} class="key-diff">
          <figcaption>
            <bdi>{path}</bdi> {t(`keyChange.${kind}`)}
          </figcaption>
          <pre tabIndex={0} role="group" aria-label={t('keyChange.of', { path })}>
            {diff.map((line, index) => (
              <span key={index} class={`diff-${line.kind}`}>
                {`${signs[line.kind]} ${line.text}\n`}
              </span>
            ))}
          </pre>
        </figure>
      ))}
      {otherExports.length > 0 && (
        <ul class="key-others">
          {otherExports.map((other, index) => (
            <li key={index}>{say(other, words)}</li>
          ))}
        </ul>
      )}
      <div class="actions">
        <button
          type="button"
          class="button primary"
          aria-disabled={busy || !canWrite}
          onClick={() => canWrite && intent.run(() => bridge.call('keyWrite', { id: preview.id }))}
        >
          {t(purpose === 'set' ? 'keyChange.write' : 'shellKey.remove')}
        </button>
        {purpose === 'set' && refusals.length === 0 && (
          <button
            type="button"
            class="button"
            aria-disabled={busy}
            onClick={() => ask({ place: place === 'block' ? 'private-file' : 'block' })}
          >
            {t(place === 'block' ? 'keyChange.toPrivateFile' : 'keyChange.toBlock')}
          </button>
        )}
        {purpose === 'set' && preview.canCommentOut && (
          <button type="button" class="button" aria-disabled={busy} onClick={() => ask({ commentOut: !commentsOut })}>
            {t(commentsOut ? 'keyChange.leaveOthers' : 'keyChange.commentOut')}
          </button>
        )}
        {preview.canOverwrite && (
          <button type="button" class="button" aria-disabled={busy} onClick={() => ask({ overwriteEdited: true })}>
            {t('keyChange.overwrite')}
          </button>
        )}
        <button
          type="button"
          class="button"
          aria-disabled={busy}
          onClick={() => intent.run(() => bridge.call('keyDropPreview'))}
        >
          {t('keyChange.cancel')}
        </button>
      </div>
    </div>
  );
}
