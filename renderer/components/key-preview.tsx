import type { KeyPreview } from '../../main/core/apikey/key-state.ts';
import type { PreviewRequest } from '../../main/core/apikey/shell-key.ts';
import type { KeyShellProps } from './key-shell.tsx';

const kinds = { create: 'is created', replace: 'is changed', delete: 'is removed' } as const;
const signs = { added: '+', removed: '−', context: ' ', gap: '…' } as const;

/** What would be written, line by line, with the key masked. */
export function KeyPreviewView({ preview, bridge, busy, intent }: KeyShellProps & { readonly preview: KeyPreview }) {
  const { purpose, place, files, warnings, refusals, otherExports } = preview;
  const ask = (request: Omit<PreviewRequest, 'purpose'>) =>
    intent.run(() => bridge.call('keyPreview', { purpose, place, ...request }));
  const canWrite = refusals.length === 0 && files.length > 0;
  return (
    <div class="key-preview">
      {refusals.map((text) => (
        <p key={text} class="failure">
          {text}
        </p>
      ))}
      {refusals.length > 0 && (
        <p>
          Nothing is changed. To do it by hand, add this line, with your key in it: <code>{preview.lineByHand}</code>
        </p>
      )}
      {warnings.map((text) => (
        <p key={text} class="banner banner-high">
          {text}
        </p>
      ))}
      {refusals.length === 0 && files.length === 0 && <p>Everything is as wanted: nothing has to be written.</p>}
      {files.map(({ path, kind, diff }) => (
        <figure key={path} class="key-diff">
          <figcaption>
            <bdi>{path}</bdi> {kinds[kind]}
          </figcaption>
          <pre tabIndex={0} aria-label={`Change of ${path}`}>
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
          {otherExports.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      )}
      <div class="actions">
        <button
          type="button"
          class="button primary"
          disabled={busy || !canWrite}
          onClick={() => intent.run(() => bridge.call('keyWrite', { id: preview.id }))}
        >
          {purpose === 'set' ? 'Write it' : 'Remove it'}
        </button>
        {purpose === 'set' && refusals.length === 0 && (
          <button
            type="button"
            class="button"
            disabled={busy}
            onClick={() => ask({ place: place === 'block' ? 'private-file' : 'block' })}
          >
            {place === 'block'
              ? 'Keep the key in a private file instead'
              : 'Put the key into the start-up file instead'}
          </button>
        )}
        {purpose === 'set' && preview.canCommentOut && (
          <button type="button" class="button" disabled={busy} onClick={() => ask({ commentOut: true })}>
            Comment the others out
          </button>
        )}
        {preview.canOverwrite && (
          <button type="button" class="button" disabled={busy} onClick={() => ask({ overwriteEdited: true })}>
            Replace it nevertheless
          </button>
        )}
        <button
          type="button"
          class="button"
          disabled={busy}
          onClick={() => intent.run(() => bridge.call('keyDropPreview'))}
        >
          Cancel
        </button>
      </div>
    </div>
  );
}
