import { useRef } from 'preact/hooks';
import type { SbxKeyState } from '../../main/core/apikey/key-state.ts';
import { keyVariable } from '../../main/core/apikey/shell-file/types.ts';
import { say } from '../../main/core/i18n/message.ts';
import type { Words } from '../../main/core/i18n/words.ts';
import { useWords } from '../words.tsx';
import type { KeyPartProps } from './key-paste.tsx';

const referenceForm = 'op://vault/item/field';

/** The key in the store of `sbx`: the keychain of this machine. */
export function KeySbx({ sbx, state, bridge, busy, intent }: KeyPartProps & { readonly sbx: SbxKeyState }) {
  const words = useWords();
  const { t } = words;
  const reference = useRef<HTMLInputElement>(null);
  const isStored = sbx.stored.stored === 'yes';
  return (
    <div class="key-part" data-part="sbx" role="group" aria-labelledby="key-sbx" tabIndex={-1}>
      <h3 id="key-sbx">
        {t('runtime.sbx')} <span class="quiet">{sbx.version ?? t('sbxKey.unknownVersion')}</span>
      </h3>
      <p>{storedSentence(sbx, words)}</p>
      {sbx.needsSandboxRestart && <p class="quiet">{t('sbxKey.afterRestart')}</p>}
      <div class="actions">
        <button
          type="button"
          class={`button${state.draft ? ' primary' : ''}`}
          aria-disabled={busy || !state.draft}
          onClick={() => state.draft && intent.run(() => bridge.call('keyStoreInSbx'))}
        >
          {t(isStored ? 'sbxKey.replace' : 'sbxKey.store')}
        </button>
        {isStored && (
          <button
            type="button"
            class="button"
            aria-disabled={busy}
            onClick={() => intent.run(() => bridge.call('keyRemoveFromSbx'))}
          >
            {t('sbxKey.remove')}
          </button>
        )}
      </div>
      {(sbx.offersReference || sbx.offersImport) && (
        <details>
          <summary>{t('sbxKey.otherWays')}</summary>
          {sbx.offersImport && (
            <>
              <div class="actions">
                <button
                  type="button"
                  class="button"
                  aria-disabled={busy}
                  aria-describedby="key-import-help"
                  onClick={() => intent.run(() => bridge.call('keyImportIntoSbx'))}
                >
                  {t(isStored ? 'sbxKey.importInstead' : 'sbxKey.import')}
                </button>
              </div>
              <p id="key-import-help" class="quiet">
                {t('sbxKey.importHelp', { variable: keyVariable })}
              </p>
            </>
          )}
          {sbx.offersReference && (
            <form
              onSubmit={(event) => {
                event.preventDefault();
                const text = reference.current?.value.trim() ?? '';
                if (text !== '') intent.run(() => bridge.call('keyStoreReference', { reference: text }));
              }}
            >
              <label for="key-reference">{t('sbxKey.reference')}</label>
              <div class="key-line">
                <input
                  id="key-reference"
                  ref={reference}
                  autocomplete="off"
                  placeholder={referenceForm}
                  readOnly={busy}
                />
                <button type="submit" class="button" aria-disabled={busy}>
                  {t('sbxKey.useReference')}
                </button>
              </div>
            </form>
          )}
        </details>
      )}
    </div>
  );
}

function storedSentence({ stored }: SbxKeyState, words: Words): string {
  const { t, list } = words;
  switch (stored.stored) {
    case 'yes':
      return t('sbxKey.yes');
    case 'no':
      return t('sbxKey.no');
    case 'some':
      return t('sbxKey.some', { names: list(stored.sandboxes) });
    case 'not-asked':
      return t('sbxKey.notAsked');
    case 'unknown':
      return say(stored.detail, words);
  }
}
