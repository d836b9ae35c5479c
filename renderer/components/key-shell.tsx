import type { ShellKeyState } from '../../main/core/apikey/key-state.ts';
import { say } from '../../main/core/i18n/message.ts';
import { useWords } from '../words.tsx';
import type { KeyPartProps } from './key-paste.tsx';
import { KeyPreviewView } from './key-preview.tsx';
import { KeyRestart } from './key-restart.tsx';

export interface KeyShellProps extends KeyPartProps {
  readonly shell: ShellKeyState;
}

/** The key in the start-up files of the shell, for the sandboxes of Docker Desktop: its way there, step by step. */
export function KeyShell(props: KeyShellProps) {
  const { shell, state, bridge, busy, intent } = props;
  const words = useWords();
  const { t } = words;
  const isSet = shell.mask !== null;
  return (
    <div
      class="key-part"
      data-part="shell"
      data-status={shell.status}
      role="group"
      aria-labelledby="key-shell"
      tabIndex={-1}
    >
      <h3 id="key-shell">
        {t('runtime.docker-sandbox')} <span class="quiet">{t('shellKey.through', { shell: shell.shellName })}</span>
      </h3>
      <p>
        {t(`shellKey.${shell.status}`)}
        {isSet && (
          <>
            {' '}
            <code class="key-mask">{shell.mask}</code>
          </>
        )}
      </p>
      <ol class="key-steps">
        {shell.steps.map(({ id, state: step, text }) => (
          <li key={id} class={`key-step step-${step}`} data-step={id} data-state={step}>
            <span class="hidden-text">{t('shellKey.step', { state: step })} </span>
            {say(text, words)}
          </li>
        ))}
      </ol>
      {shell.preview ? (
        <KeyPreviewView {...props} preview={shell.preview} />
      ) : (
        <div class="actions">
          <button
            type="button"
            class={`button${state.draft ? ' primary' : ''}`}
            aria-disabled={busy || !state.draft}
            onClick={() => state.draft && intent.run(() => bridge.call('keyPreview', { purpose: 'set' }))}
          >
            {t('shellKey.show')}
          </button>
          <button
            type="button"
            class="button"
            aria-disabled={busy}
            onClick={() => intent.run(() => bridge.call('keyVerify'))}
          >
            {t('shellKey.check')}
          </button>
          {shell.paths.length > 0 && (
            <button
              type="button"
              class="button"
              aria-disabled={busy}
              onClick={() => intent.run(() => bridge.call('keyPreview', { purpose: 'remove' }))}
            >
              {t('shellKey.remove')}
            </button>
          )}
        </div>
      )}
      <KeyRestart {...props} />
    </div>
  );
}
