import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { adviceFor } from '../../main/core/apikey/advice.ts';
import { say } from '../../main/core/i18n/message.ts';
import type { AppState } from '../../main/core/model/app-state.ts';
import { useIntent, useKeyState, type Intent } from '../hooks.ts';
import type { Store } from '../store.ts';
import { useWords } from '../words.tsx';
import { KeyAdviceList } from './key-advice.tsx';
import { KeyPaste } from './key-paste.tsx';
import { KeySbx } from './key-sbx.tsx';
import { KeyShell } from './key-shell.tsx';

interface KeyPanelProps {
  readonly store: Store;
  readonly app: AppState;
  readonly onClose: () => void;
}

/** Where the API key is, how far it has come, and what to do next. No key is ever on this page but in the field it is typed into. */
export function KeyPanel({ store, app, onClose }: KeyPanelProps) {
  const words = useWords();
  const { t } = words;
  const { bridge } = store;
  const state = useKeyState(store);
  const intent = useIntent();
  const title = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => title.current?.focus(), []);
  useEffect(() => {
    void bridge.call('keyLook');
  }, [bridge]);
  const { sbx, shell, draft, message } = state;
  const busy = intent.busy || (state.busy !== null && state.busy !== 'looking');
  const hasFailed = intent.failure !== null || message?.ok === false;
  // Its controls stay where they are and keep the focus while something is under way; they only do nothing.
  const waiting: Intent = { ...intent, run: (work) => void (busy || intent.run(work)) };
  const parts = { state, app, bridge, busy, intent: waiting };
  return (
    <section class="key-panel" aria-labelledby="key-title" aria-busy={busy}>
      <div class="key-head">
        <div class="header-line">
          <h2 ref={title} id="key-title" tabIndex={-1}>
            {t('key.title')}
          </h2>
          <button type="button" class="button" onClick={onClose}>
            {t('key.back')}
          </button>
        </div>
        <p class={hasFailed ? 'failure key-message' : 'key-message'} role="status">
          {intent.failure ?? (message ? say(message.text, words) : state.busy === null ? '' : t(`key.${state.busy}`))}
        </p>
      </div>
      {!state.available && state.busy === null && <p class="quiet">{t('key.demo')}</p>}
      {state.available && sbx === null && shell === null && <p>{t('key.nobody')}</p>}
      {state.available && (sbx !== null || shell !== null) && (
        <>
          <KeyPaste {...parts} draft={draft} always={intent} />
          {sbx && <KeySbx {...parts} sbx={sbx} />}
          {shell && <KeyShell {...parts} shell={shell} />}
          <KeyAdviceList advice={adviceFor(app, state, words)} />
        </>
      )}
    </section>
  );
}
