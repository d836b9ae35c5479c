import { useRef } from 'preact/hooks';
import type { KeyState } from '../../main/core/apikey/key-state.ts';
import type { AppState } from '../../main/core/model/app-state.ts';
import type { Bridge } from '../../preload/contract.ts';
import type { Intent } from '../hooks.ts';
import { useWords } from '../words.tsx';

const keyForm = 'sk-ant-api03-…';

/** What every part of the panel is given. */
export interface KeyPartProps {
  readonly app: AppState;
  readonly state: KeyState;
  readonly bridge: Bridge;
  readonly busy: boolean;
  readonly intent: Intent;
}

interface KeyPasteProps extends KeyPartProps {
  readonly draft: KeyState['draft'];
  /** Waits for nothing that is under way: a key can be dropped at any time. */
  readonly always: Intent;
}

/**
 * Takes the key. What is pasted does not come here: main reads the clipboard. What is typed is in the field only, is sent once, and
 * the field is emptied.
 */
export function KeyPaste({ draft, bridge, busy, intent, always }: KeyPasteProps) {
  const { t } = useWords();
  const field = useRef<HTMLInputElement>(null);
  const paste = () => intent.run(() => bridge.call('keyPasted'));
  const send = () => {
    const { current } = field;
    if (busy || !current || current.value === '') return;
    const answer = bridge.call('keyTyped', { text: current.value });
    // A value that was set by script cannot be brought back with undo.
    current.value = '';
    intent.run(() => answer);
  };
  return (
    <div class="key-part" data-part="paste" role="group" aria-label={t('key.part')} tabIndex={-1}>
      {draft ? (
        <>
          <p>
            {t('key.yours')} <code class="key-mask">{draft.mask}</code>
          </p>
          <div class="actions">
            {draft.fromClipboard && (
              <button
                type="button"
                class="button"
                aria-disabled={always.busy}
                onClick={() => always.run(() => bridge.call('keyClearClipboard'))}
              >
                {t('key.clearClipboard')}
              </button>
            )}
            <button
              type="button"
              class="button"
              aria-disabled={always.busy}
              onClick={() => always.run(() => bridge.call('keyForget'))}
            >
              {t('key.forget')}
            </button>
          </div>
        </>
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            send();
          }}
        >
          <label for="key-field">{t('key.pasteHere')}</label>
          <div class="key-line">
            <input
              id="key-field"
              ref={field}
              type="password"
              autocomplete="off"
              spellcheck={false}
              placeholder={keyForm}
              readOnly={busy}
              onPaste={(event) => {
                event.preventDefault();
                paste();
              }}
              onDrop={(event) => event.preventDefault()}
            />
            <button type="button" class="button" aria-disabled={busy} onClick={paste}>
              {t('key.paste')}
            </button>
            <button type="submit" class="button" aria-disabled={busy}>
              {t('key.ok')}
            </button>
          </div>
        </form>
      )}
    </div>
  );
}
