import { useRef } from 'preact/hooks';
import type { SbxKeyState } from '../../main/core/apikey/key-state.ts';
import type { KeyPartProps } from './key-paste.tsx';

/** The key in the store of `sbx`: the keychain of this machine. */
export function KeySbx({ sbx, state, bridge, busy, intent }: KeyPartProps & { readonly sbx: SbxKeyState }) {
  const reference = useRef<HTMLInputElement>(null);
  const isStored = sbx.stored.stored === 'yes';
  return (
    <div class="key-part" data-part="sbx">
      <h3>
        sbx <span class="quiet">{sbx.version ?? 'of an unknown version'}</span>
      </h3>
      <p>{storedSentence(sbx)}</p>
      {sbx.needsSandboxRestart && (
        <p class="quiet">
          This version gives a new key to sandboxes that start after it was stored. Later ones do it at once.
        </p>
      )}
      <div class="actions">
        <button
          type="button"
          class={`button${state.draft ? ' primary' : ''}`}
          disabled={busy || !state.draft}
          onClick={() => intent.run(() => bridge.call('keyStoreInSbx'))}
        >
          {isStored ? 'Replace it in sbx' : 'Store it in sbx'}
        </button>
        {isStored && (
          <button
            type="button"
            class="button"
            disabled={busy}
            onClick={() => intent.run(() => bridge.call('keyRemoveFromSbx'))}
          >
            Remove it from sbx
          </button>
        )}
      </div>
      {(sbx.offersReference || sbx.offersImport) && (
        <details>
          <summary>Other ways</summary>
          {sbx.offersImport && (
            <div class="actions">
              <button
                type="button"
                class="button"
                disabled={busy}
                title="Asks a new shell for ANTHROPIC_API_KEY and hands it to sbx secret import"
                onClick={() => intent.run(() => bridge.call('keyImportIntoSbx'))}
              >
                {isStored ? 'Replace it by the key of my shell' : 'Import the key of my shell'}
              </button>
            </div>
          )}
          {sbx.offersReference && (
            <form
              onSubmit={(event) => {
                event.preventDefault();
                const text = reference.current?.value.trim() ?? '';
                if (text !== '') intent.run(() => bridge.call('keyStoreReference', { reference: text }));
              }}
            >
              <label for="key-reference">Reference to 1Password, so that the key stays there</label>
              <div class="key-line">
                <input
                  id="key-reference"
                  ref={reference}
                  autocomplete="off"
                  placeholder="op://vault/item/field"
                  disabled={busy}
                />
                <button type="submit" class="button" disabled={busy}>
                  Use it
                </button>
              </div>
            </form>
          )}
        </details>
      )}
    </div>
  );
}

function storedSentence({ stored }: SbxKeyState): string {
  switch (stored.stored) {
    case 'yes':
      return 'It has a key for all sandboxes.';
    case 'no':
      return 'It has no key.';
    case 'some':
      return `It has a key for ${stored.sandboxes.join(', ')} only.`;
    case 'not-asked':
      return 'Its daemon is not running, so it was not asked. Storing a key starts it.';
    case 'unknown':
      return stored.detail;
  }
}
