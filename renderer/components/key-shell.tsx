import type { ShellKeyState } from '../../main/core/apikey/key-state.ts';
import type { KeyStatus, StepState } from '../../main/core/apikey/proof/judge.ts';
import type { KeyPartProps } from './key-paste.tsx';
import { KeyPreviewView } from './key-preview.tsx';
import { KeyRestart } from './key-restart.tsx';

export interface KeyShellProps extends KeyPartProps {
  readonly shell: ShellKeyState;
}

/** The key in the start-up files of the shell, for the sandboxes of Docker Desktop: its way there, step by step. */
export function KeyShell(props: KeyShellProps) {
  const { shell, state, bridge, busy, intent } = props;
  const isSet = shell.mask !== null;
  return (
    <div class="key-part" data-part="shell" data-status={shell.status}>
      <h3>
        Docker Desktop <span class="quiet">through the start-up file of {shell.shellName}</span>
      </h3>
      <p>
        {titles[shell.status]}
        {isSet && (
          <>
            {' '}
            <code>{shell.mask}</code>
          </>
        )}
      </p>
      <ol class="key-steps">
        {shell.steps.map(({ id, state: step, text }) => (
          <li key={id} class={`key-step step-${step}`} data-step={id} data-state={step}>
            <span class="hidden-text">{stepWords[step]}: </span>
            {text}
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
            disabled={busy || !state.draft}
            onClick={() => intent.run(() => bridge.call('keyPreview', { purpose: 'set' }))}
          >
            Show the change
          </button>
          <button
            type="button"
            class="button"
            disabled={busy}
            onClick={() => intent.run(() => bridge.call('keyVerify'))}
          >
            Check
          </button>
          {shell.paths.length > 0 && (
            <button
              type="button"
              class="button"
              disabled={busy}
              onClick={() => intent.run(() => bridge.call('keyPreview', { purpose: 'remove' }))}
            >
              Remove it
            </button>
          )}
        </div>
      )}
      <KeyRestart {...props} />
    </div>
  );
}

const titles: Readonly<Record<KeyStatus, string>> = {
  'not-set': 'No key is set.',
  'set-in-file': 'A key is set in the file.',
  'seen-by-shell': 'A new shell has the key.',
  'seen-by-daemon': 'The sandbox daemon has the key.',
  'out-of-date': 'The key was changed since the sandbox daemon started.',
  overridden: 'The key is overridden elsewhere.',
};

const stepWords: Readonly<Record<StepState, string>> = {
  done: 'Done',
  open: 'Open',
  wrong: 'Not right',
  unknown: 'Not known',
};
