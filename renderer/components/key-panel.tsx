import { useEffect } from 'preact/hooks';
import { adviceFor } from '../../main/core/apikey/advice.ts';
import type { AppState } from '../../main/core/model/app-state.ts';
import { useIntent, useKeyState } from '../hooks.ts';
import type { Store } from '../store.ts';
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
  const { bridge } = store;
  const state = useKeyState(store);
  const intent = useIntent();
  useEffect(() => {
    void bridge.call('keyLook');
  }, [bridge]);
  const { sbx, shell, draft, message } = state;
  const busy = intent.busy || (state.busy !== null && state.busy !== 'looking');
  const hasFailed = intent.failure !== null || message?.ok === false;
  const parts = { state, app, bridge, busy, intent };
  return (
    <section class="key-panel" aria-labelledby="key-title" aria-busy={busy}>
      <div class="key-head">
        <div class="header-line">
          <h2 id="key-title">API key</h2>
          <button type="button" class="button" onClick={onClose}>
            Back
          </button>
        </div>
        <p class={hasFailed ? 'failure key-message' : 'key-message'} role="status">
          {intent.failure ?? message?.text ?? (state.busy === null ? '' : words[state.busy])}
        </p>
      </div>
      {!state.available && state.busy === null && (
        <p class="quiet">In the demo there is no key to set: nothing of this machine is touched.</p>
      )}
      {state.available && sbx === null && shell === null && (
        <p>Neither sbx nor docker was found on this machine, so there is nobody to give a key to.</p>
      )}
      {state.available && (sbx !== null || shell !== null) && (
        <>
          <KeyPaste {...parts} draft={draft} />
          {sbx && <KeySbx {...parts} sbx={sbx} />}
          {shell && <KeyShell {...parts} shell={shell} />}
          <KeyAdviceList advice={adviceFor(app, state)} />
        </>
      )}
    </section>
  );
}

const words = {
  looking: 'Looking…',
  storing: 'Telling sbx…',
  preparing: 'Reading the start-up files…',
  writing: 'Writing…',
  checking: 'Asking a new shell…',
  restarting: 'Restarting Docker Desktop…',
} as const;
